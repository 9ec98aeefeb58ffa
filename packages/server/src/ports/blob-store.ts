import type { Digest } from '../kit/digest.ts'

/** First and last byte wanted, both counted in (`bytes=a-b` of HTTP). */
export type ByteRange = { first: number; last: number }

/** Bytes on their way in. They have no name until `commit`; `cancel` is always safe, also after `commit`. */
export type StagedBlob = AsyncDisposable & {
  /** the part must stay unchanged until the promise settles, and a piece of `kit/pieces.ts` until nobody holds it any more */
  write: (part: Uint8Array) => Promise<void>
  /**
   * Ends the writing and lets go of what it took: from here on waiting costs nothing but room. The bytes have no name
   * yet, so giving them up harms nobody who sends the same.
   */
  seal: () => Promise<{ digest: Digest; sizeBytes: number }>
  /**
   * Names the bytes by their SHA-256 once they are durable.
   * @throws HubError DigestMismatch when they are not what was expected; nothing is kept then
   */
  commit: (expected?: { digest?: Digest; sizeBytes?: number }) => Promise<{ digest: Digest; sizeBytes: number }>
  cancel: () => Promise<void>
}

/** An open blob. A yielded part is only valid until the next one is asked for: buffers are reused. */
export type OpenBlob = AsyncDisposable & {
  sizeBytes: number
  read: (range?: ByteRange) => AsyncIterable<Uint8Array>
}

/** A blob as the store holds it. */
export type StoredBlob = OpenBlob & {
  /** fills `into` with the bytes from `first` on, all of which must be there */
  readInto: (first: number, into: Uint8Array) => Promise<void>
}

/** Immutable bytes by SHA-256. A name never points at unverified bytes. */
export type BlobStore = {
  stage: () => Promise<StagedBlob>
  open: (digest: Digest) => Promise<StoredBlob | null>
  /** size in bytes, or null when the store has no such blob */
  size: (digest: Digest) => Promise<number | null>
  delete: (digest: Digest) => Promise<void>
  /** every blob, in no order */
  list: () => AsyncIterable<{ digest: Digest; sizeBytes: number; modifiedAt: Date }>
  /** removes what interrupted uploads left behind and says how many files it was */
  sweep: (olderThan: Date) => Promise<number>
}

/** Numbered pieces of one large upload, kept until they are joined or given up. */
export type PartStore = {
  /** replaces a piece sent before; the name answers as its ETag */
  put: (
    upload: string,
    part: number,
    bytes: AsyncIterable<Uint8Array>,
    limitBytes: number,
  ) => Promise<{ digest: Digest; sizeBytes: number }>
  list: (upload: string) => Promise<Map<number, number>>
  read: (upload: string, part: number) => AsyncIterable<Uint8Array>
  remove: (upload: string) => Promise<void>
  uploads: () => Promise<string[]>
}
