import { readPackIndex } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import type { Digest } from '../../../kit/digest.ts'
import type { RepoId } from '../../../kit/ids.ts'
import type { BareRepo, BareRepos } from '../../../ports/bare-repos.ts'
import type { OpenBlob } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import type { ReadBodies } from '../revisions/packed.ts'
import { listRefs } from '../revisions/queries.ts'
import type { TaskQueue } from '../../../ports/task-queue.ts'
import type { TakeTurns } from '../take-turns.ts'
import { writeLoosePack } from './loose-pack.ts'
import { looseObjects, packsOf, type StoredPack } from './queries.ts'
import { repackTask } from './repack-task.ts'

export type CopiesDeps = {
  db: Database
  bareRepos: BareRepos
  readBodies: ReadBodies
  openStored: (digest: Digest) => Promise<OpenBlob | null>
  takeTurns: TakeTurns
  queue: TaskQueue
}

/** Packs made here of loose objects; with more of them git looks in too many places. */
const mostLoosePacks = 8

/** Bare copies of repos for git, brought up to date when they are opened. */
export function createCopies(deps: CopiesDeps) {
  const { bareRepos, takeTurns } = deps
  const seen = new Set<RepoId>()

  /** The copy holds at least all that the repo's refs led to when it was asked for. */
  async function open(repoId: RepoId): Promise<BareRepo> {
    const copy = await bareRepos.open(repoId)
    try {
      await takeTurns(`copy ${repoId}`, async () => {
        await bringUpToDate(deps, copy, { repoId, isFirst: !seen.has(repoId) })
        seen.add(repoId)
      })
      return copy
    } catch (error) {
      await copy[Symbol.asyncDispose]()
      throw error
    }
  }

  return { open }
}

export type Copies = ReturnType<typeof createCopies>

/**
 * In this order: what a ref leads to is loose or in a pack a moment later, and what was loose is still loose or in a pack
 * after that.
 */
async function bringUpToDate(
  deps: CopiesDeps,
  copy: BareRepo,
  { repoId, isFirst }: { repoId: RepoId; isFirst: boolean },
): Promise<void> {
  const refs = await listRefs(deps.db, repoId, Number.MAX_SAFE_INTEGER)
  const loose = await looseObjects(deps.db, repoId)
  const stored = await packsOf(deps.db, repoId)
  const there = await soundPacks(copy, stored, isFirst)
  const wanted = stored.filter((pack) => !there.has(pack.name))
  for (const pack of wanted) {
    await copy.addPack({
      name: pack.name,
      pack: () => readStored(deps, pack.pack),
      index: () => readStored(deps, pack.index),
    })
  }
  const names = new Set(stored.map((pack) => pack.name))
  const own = [...there].filter((name) => !names.has(name))
  await addLoose(deps, copy, { repoId, loose, packs: [...names, ...own] })
  // A copy made anew has no map of its commits; it is not waited for.
  if (wanted.some((pack) => pack.objectCount >= limits.mappedObjects))
    await deps.queue.enqueue(deps.db, repackTask(repoId))
  if (wanted.length > 0 || own.length > mostLoosePacks) await dropStale(deps, copy, { repoId, loose, own })
  await copy.setRefs(refs.map(({ name, oid, commit }) => ({ name, oid, peeled: commit === oid ? null : commit })))
}

/**
 * What an earlier run left may be of another time than the database, or cut short by a loss of power: then only packs that
 * the repo has, in their full length, are used again.
 */
async function soundPacks(copy: BareRepo, stored: readonly StoredPack[], isFirst: boolean): Promise<Set<string>> {
  const there = new Set(await copy.packs())
  if (!isFirst) return there
  const sizes = new Map(stored.map((pack) => [pack.name, pack.packBytes]))
  const unsound: string[] = []
  for (const name of there) if ((await copy.packBytes(name)) !== sizes.get(name)) unsound.push(name)
  // Others may hold the copy, but wait for their turn here.
  await copy.dropUnused(unsound)
  return new Set(await copy.packs())
}

async function* readStored({ openStored }: CopiesDeps, digest: Digest): AsyncGenerator<Uint8Array> {
  await using blob = await openStored(digest)
  if (!blob) throw new Error(`the bytes of a pack, object ${digest}, are missing`)
  yield* blob.read()
}

type Loose = { repoId: RepoId; loose: Awaited<ReturnType<typeof looseObjects>> }

async function addLoose(deps: CopiesDeps, copy: BareRepo, { repoId, loose, packs }: Loose & { packs: string[] }) {
  if (loose.length === 0) return
  const indexes = await Promise.all(packs.map(async (name) => readPackIndex(await copy.index(name))))
  const missing = loose.filter((oid) => !indexes.some((index) => index.has(oid)))
  if (missing.length > 0) await copy.makePack((put) => writeLoosePack(deps, repoId, missing, put))
}

/** Own packs whose objects are all in stored ones by now; the rest become one when there are many. */
async function dropStale(deps: CopiesDeps, copy: BareRepo, { repoId, loose, own }: Loose & { own: string[] }) {
  const still = new Set<string>(loose)
  const stale: string[] = []
  for (const name of own) {
    const index = readPackIndex(await copy.index(name))
    if (![...index.oids()].some((oid) => still.has(oid))) stale.push(name)
  }
  if (own.length - stale.length > mostLoosePacks) {
    const name = await copy.makePack((put) => writeLoosePack(deps, repoId, loose, put))
    stale.push(...own.filter((other) => other !== name && !stale.includes(other)))
  }
  await copy.dropPacks(stale)
}
