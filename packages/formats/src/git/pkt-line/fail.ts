import { FormatError } from '../../errors/index.ts'

export const fail = (reason: string): never => {
  throw new FormatError(`git packet line: ${reason}`)
}
