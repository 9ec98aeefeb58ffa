import type { Actor, Holder } from '../../../kit/actor.ts'
import type { RepoId } from '../../../kit/ids.ts'
import type { ByteRange } from '../../../ports/blob-store.ts'
import type { Repo, RepoAddress } from '../../repos/index.ts'

/** 32 bytes in the text form of Xet (storage-protocols §1.3.1), 64 hex digits: the name of a xorb, a chunk or a file. */
export type XetHash = string & { readonly brand: 'XetHash' }

const hashShape = /^[0-9a-f]{64}$/

export const isXetHash = (text: string): text is XetHash => hashShape.test(text)

/** What a client may do for some minutes, in one repo. A grant to write is one to read as well. */
export type XetScope = 'read' | 'write'
export type XetGrant = Reader & { scope: XetScope }
/** Who reads what a repo links to. */
export type Reader = Holder & { repoId: RepoId }

/** Chunks `start` up to and without `end` of a xorb, which decode to so many bytes. */
export type Term = { xorb: XetHash; start: number; end: number; contentBytes: number }

/** Chunks of a xorb, and where they lie in its stored bytes; both ends are exclusive. */
export type Fetch = { chunks: Extent; bytes: Extent }
export type Extent = { start: number; end: number }

/** How a part of a file comes about: the content of `terms` in order, less the first bytes. */
export type Reconstruction = {
  offsetIntoFirstTerm: number
  terms: Term[]
  /** for each xorb what to fetch of it, ascending, neighbours joined; each term lies within one of them */
  fetches: Map<XetHash, Fetch[]>
}

/** How far the hub is with a shard: bytes of its files read back and hashed. */
export type ShardProgress = (verifiedBytes: number, totalBytes: number) => void

/** What a signed fetch address opens to the holder of a grant, until it expires. */
export type FetchTicket = { xorb: XetHash; ranges: Extent[] }
export type OpenFetch = AsyncDisposable & {
  sizeBytes: number
  /** the bytes that the ticket opens, both ends exclusive */
  ranges: readonly Extent[]
  /** both ends counted in, as HTTP does */
  read: (range: ByteRange) => AsyncIterable<Uint8Array>
}

/** The verbs of Xet on one hub; `protocols/xet` puts them on the wire. */
export type Xet = {
  /**
   * @returns the token and when it expires, in unix seconds
   * @throws HubError RepoNotFound, LoginRequired, AccessDenied
   */
  grant: (
    actor: Actor,
    address: RepoAddress,
    wish: { scope: XetScope },
  ) => Promise<{ token: string; expires: number; repo: Repo }>
  /**
   * @throws HubError InvalidCredentials for a missing, forged or expired token; AccessDenied when its scope is too small, or
   * its holder has lost that right
   */
  readGrant: (token: string | undefined, scope: XetScope) => Promise<XetGrant>
  /** @throws HubError XorbInvalid; nothing is kept then */
  receiveXorb: (grant: XetGrant, xorb: XetHash, source: AsyncIterable<Uint8Array>) => Promise<{ inserted: boolean }>
  /** stored size. @throws HubError ObjectNotFound unless the repo may use it */
  xorbBytes: (grant: XetGrant, xorb: XetHash) => Promise<number>
  /** @throws HubError ShardInvalid; nothing is registered then */
  registerShard: (
    grant: XetGrant,
    source: AsyncIterable<Uint8Array>,
    onProgress?: ShardProgress,
  ) => Promise<{ inserted: boolean }>
  /** size of the content. @throws HubError ObjectNotFound */
  fileBytes: (grant: XetGrant, file: XetHash) => Promise<number>
  /** `range`: both ends counted in, the last may lie beyond the end. @throws HubError ObjectNotFound, InvalidRange */
  reconstruct: (grant: XetGrant, file: XetHash, range: ByteRange | null) => Promise<Reconstruction>
  /** a dedup answer (a keyed shard), or null when this token may not know of the chunk */
  lookUpChunk: (grant: XetGrant, chunk: XetHash) => Promise<Buffer | null>
  /** the query of a signed address, without `?` */
  signFetch: (grant: Reader, ticket: FetchTicket) => string
  /** @throws HubError AccessDenied for a forged or expired address, and when its holder may not read the repo any more */
  openFetch: (xorb: XetHash, query: URLSearchParams) => Promise<OpenFetch>
}
