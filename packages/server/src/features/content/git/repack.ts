import { readPackIndex, type PackIndex } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { isHubError } from '../../../kit/errors.ts'
import type { RepoId } from '../../../kit/ids.ts'
import { allowLongStatements, inTransaction } from '../../../ports/database.ts'
import type { BareRepo } from '../../../ports/bare-repos.ts'
import type { TaskDefinition } from '../../../ports/task-queue.ts'
import type { GitContext } from './context.ts'
import { indexOf } from './pack-index.ts'
import {
  arePacksInUse,
  insertPack,
  lockPacks,
  looseObjects,
  movePacked,
  packsOf,
  retirePacks,
  type StoredPack,
} from './queries.ts'
import { repackTaskName } from './repack-task.ts'
import { storePack } from './store-pack.ts'

export function createRepackTask(context: GitContext): TaskDefinition {
  return {
    name: repackTaskName,
    run: async (payload) => {
      const repoId = Number(payload['repoId']) as RepoId
      try {
        await context.takeTurns(`repack ${repoId}`, () => repack(context, repoId))
      } catch (error) {
        // Where there is no git nobody clones; the next one to ask may find one.
        if (!isHubError(error, 'Unavailable')) throw error
      }
    },
  }
}

const rowsAtOnce = 5000

/**
 * Brings loose objects and small packs together in one pack of deltas, so that clones stay fast and small after thousands of
 * commits. Packs that are large beside the rest stay: each object is packed anew a few times only, however long the
 * history grows. Answers how many packs became one.
 */
export async function repack(context: GitContext, repoId: RepoId): Promise<number> {
  await using copy = await context.copies.open(repoId)
  const stored = new Map((await packsOf(context.db, repoId)).map((pack) => [pack.name, pack]))
  const chosen = await choose(copy, { stored, loose: await looseObjects(context.db, repoId) })
  const isDone = chosen.length === 0 || (chosen.length === 1 && stored.has(chosen[0]!))
  const joined = isDone ? 0 : await join(context, repoId, { copy, stored, chosen })
  const largest = (await countObjects(copy)).at(-1)
  // Which takes as long as a clone without it, and all clones from now on take less.
  if (largest && largest.count >= limits.mappedObjects) await copy.mapCommits(largest.pack)
  return joined
}

type Chosen = { copy: BareRepo; stored: ReadonlyMap<string, StoredPack>; chosen: readonly string[] }

async function join(context: GitContext, repoId: RepoId, { copy, stored, chosen }: Chosen): Promise<number> {
  await using joined = await copy.joinPacks(chosen)
  if (stored.has(joined.name)) return 0
  const index = await indexOf(joined)
  const files = await storePack(context, joined, index.count)
  const replaced = chosen.flatMap((pack) => stored.get(pack) ?? [])
  if (!(await swap(context, repoId, { files, index, replaced }))) return 0
  await context.takeTurns(`copy ${repoId}`, async () => {
    await copy.addPack(joined)
    await copy.dropPacks(chosen)
  })
  return chosen.length
}

/** Packs by the number of their objects, the largest last. */
async function countObjects(copy: BareRepo): Promise<{ pack: string; count: number }[]> {
  const packs = await Promise.all(
    (await copy.packs()).map(async (pack) => ({ pack, count: readPackIndex(await copy.index(pack)).count })),
  )
  return packs.toSorted((a, b) => a.count - b.count)
}

type Known = { stored: ReadonlyMap<string, StoredPack>; loose: readonly string[] }

/**
 * As `git repack --geometric=2`: from the largest down, each pack stays that has twice the objects of all below it, unless it
 * is one made here of what no stored pack has.
 */
async function choose(copy: BareRepo, { stored, loose }: Known): Promise<string[]> {
  const packs = await countObjects(copy)
  let below = packs.reduce((sum, { count }) => sum + count, 0)
  let end = packs.length
  for (; end > 0; end -= 1) {
    const { pack, count } = packs[end - 1]!
    below -= count
    if (count < 2 * below || below === 0) break
    if (!stored.has(pack) && (await hasAny(copy, pack, loose))) break
  }
  return packs.slice(0, end).map(({ pack }) => pack)
}

async function hasAny(copy: BareRepo, pack: string, oids: readonly string[]): Promise<boolean> {
  const index = readPackIndex(await copy.index(pack))
  return oids.some((oid) => index.has(oid))
}

type Swap = {
  files: Awaited<ReturnType<typeof storePack>>
  index: PackIndex
  replaced: readonly StoredPack[]
}

/** False when somebody else replaced one of these packs meanwhile. */
function swap({ db }: GitContext, repoId: RepoId, { files, index, replaced }: Swap): Promise<boolean> {
  const numbers = replaced.map((pack) => pack.number)
  return inTransaction(db, async (tx) => {
    await allowLongStatements(tx)
    if (!(await lockPacks(tx, repoId, numbers))) return false
    const number = await insertPack(tx, repoId, files)
    for (let start = 0; start < index.count; start += rowsAtOnce) {
      const length = Math.min(rowsAtOnce, index.count - start)
      const places = Array.from({ length }, (_, i) => ({
        oid: index.oidAt(start + i),
        offset: index.offsetAt(start + i),
      }))
      await movePacked(tx, repoId, number, places)
    }
    // A copy that lacked something must not cost the pack that has it.
    if (await arePacksInUse(tx, repoId, numbers))
      throw new Error(`the new pack of repo ${repoId} lacks objects of those it was to replace`)
    await retirePacks(tx, repoId, numbers)
    return true
  })
}
