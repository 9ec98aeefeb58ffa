import { FormatError } from '@kaihub/formats/errors'
import { createPacketReader, type PacketReader } from '@kaihub/formats/git'
import { HubError } from '../../kit/errors.ts'

/** Lines that are no lines of git's are the client's fault. @throws HubError BadRequest, by `next` */
export function packetsOf(input: AsyncIterable<Uint8Array>): PacketReader {
  const reader = createPacketReader(input)
  return {
    next: () =>
      reader.next().catch((error: unknown) => {
        throw error instanceof FormatError ? new HubError('BadRequest', error.message) : error
      }),
    rest: reader.rest,
  }
}
