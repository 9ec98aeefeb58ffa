import { HubError } from '../../kit/errors.ts'

export const noPullRequests = (): HubError =>
  new HubError('NotImplemented', 'This hub has no pull requests yet: commit to a branch.')
