import { decodeRecords } from '@kaihub/formats/xet'
import type { Job, Work } from '../../../ports/threads.ts'

export type Decoding = { records: Uint8Array; content: Uint8Array }

export const decodeJob = new URL(import.meta.url) as Job<null, Decoding, void, null>

/** Decodes whole chunk records into shared memory of exactly their content's length. @throws FormatError */
export const begin = (): Work<Decoding, void, null> => ({
  feed: ({ records, content }) => decodeRecords(records, content),
  end: () => null,
})
