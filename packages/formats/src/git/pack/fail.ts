import { FormatError } from '../../errors/index.ts'

export const fail = (reason: string, options?: ErrorOptions): never => {
  throw new FormatError(`git pack: ${reason}`, options)
}
