import type { RepoId } from '../kit/ids.ts'

type Kind = 'commit' | 'tree' | 'blob' | 'tag'

/**
 * Bare copies of repos for git itself to work on. A cache: each is made from what the hub keeps, and made again when it
 * is gone. Each verb that runs git @throws HubError Unavailable where there is no git, or too many are at work already.
 */
export type BareRepos = {
  /** how this machine's git answers a client of this protocol that asks what it can do, for a repo without refs */
  capabilities: (protocol: string | undefined) => Promise<Buffer>
  /** the copy of a repo, perhaps an empty one; it stays while it is held */
  open: (repoId: RepoId) => Promise<BareRepo>
  /** a repo that is gone */
  forget: (repoId: RepoId) => Promise<void>
  /** the version of git and whether it is new enough, for the operator */
  version: () => Promise<{ version: string; isEnough: boolean } | null>
}

export type BareRef = { name: string; oid: string; peeled: string | null }

export type BareRepo = AsyncDisposable & {
  /** names of packs: their checksums in hex */
  packs: () => Promise<string[]>
  /** 0 for one that is not there */
  packBytes: (pack: string) => Promise<number>
  index: (pack: string) => Promise<Buffer>
  addPack: (files: PackFiles) => Promise<void>
  /** a pack written here and now; answers its name */
  makePack: (make: PackMaker) => Promise<string>
  /** nothing, while somebody else holds the copy; ask again then */
  dropPacks: (packs: readonly string[]) => Promise<void>
  /** whoever holds the copy: for packs that nobody can have used yet */
  dropUnused: (packs: readonly string[]) => Promise<void>
  setRefs: (refs: readonly BareRef[]) => Promise<void>
  /** git's own side of a fetch or clone, from the first byte to the last */
  uploadPack: (session: UploadPack) => Promise<void>
  quarantine: () => Promise<Quarantine>
  /** one pack of what is in these, deltas sought anew; the caller takes it away */
  joinPacks: (packs: readonly string[]) => Promise<PackFiles & AsyncDisposable>
  /** has git write down which objects lie behind which commits, so that clones need not walk there; one at a time */
  mapCommits: (largest: string) => Promise<void>
}

/** Puts the bytes of a pack, and says at its end what it is called and what its index file is. */
export type PackMaker = (put: (bytes: Uint8Array) => Promise<void>) => Promise<{ name: string; index: Buffer }>

export type PackFiles = {
  name: string
  pack: () => AsyncIterable<Uint8Array>
  index: () => AsyncIterable<Uint8Array>
}

export type UploadPack = {
  /** advertises and ends; answers one request of a client that keeps what was said; or holds the whole talk */
  mode: 'advertise' | 'stateless' | 'session'
  protocol: string | undefined
  input: AsyncIterable<Uint8Array>
  write: (bytes: Uint8Array) => Promise<void>
  signal: AbortSignal
}

export type ObjectFacts = { oid: string; kind: Kind; sizeBytes: number }
/** A file or folder; `mode` and `oid` are what it is now. */
export type ChangedPath = { path: Buffer; mode: string; oid: string; status: 'new' | 'changed' | 'gone' }

/** Where pushed objects are looked at, beside the repo they are for; disposing takes them away. */
export type Quarantine = AsyncDisposable & {
  /**
   * Takes in a pack and checks all that git checks: checksums, deltas, each object's form, and that all it names is there.
   * @throws HubError BadRequest with git's own words
   */
  receive: (pack: AsyncIterable<Uint8Array>, limitBytes: number) => Promise<PackFiles & { sizeBytes: number }>
  /** of each that is there, in the order they are asked for */
  facts: (oids: Iterable<string>) => AsyncIterable<ObjectFacts>
  bodies: (oids: Iterable<string>) => AsyncIterable<ObjectFacts & { body: Buffer }>
  isAncestor: (older: string, newer: string) => Promise<boolean>
  /** whether a commit that leads to `newer`, and not to `base`, changes one of these paths */
  touches: (base: string, newer: string, paths: readonly string[]) => Promise<boolean>
  /** what differs between two trees or commits, or all of one */
  changes: (older: string | null, newer: string) => AsyncIterable<ChangedPath>
  /** a path for each of these objects, as far as one is found in what the tips bring */
  pathsOf: (oids: ReadonlySet<string>, tips: readonly string[]) => Promise<Map<string, string>>
  /** the pack becomes one of the copy's */
  adopt: () => Promise<void>
}
