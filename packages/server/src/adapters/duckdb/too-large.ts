import { HubError } from '../../kit/errors.ts'

export const tooLarge = (bytes: number): HubError =>
  new HubError(
    'TableTooLarge',
    `This takes ${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB of the table at once, more than is read here. Name fewer columns, or write the file again with smaller row groups.`,
  )
