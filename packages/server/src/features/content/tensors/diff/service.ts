import { LRUCache } from 'lru-cache'
import { limits } from '../../../../config/limits.ts'
import type { Actor } from '../../../../kit/actor.ts'
import type { Threads } from '../../../../ports/threads.ts'
import type { Repo, RepoAddress, Repos } from '../../../repos/index.ts'
import type { ContentReader } from '../../file.ts'
import type { Revisions } from '../../revisions/service.ts'
import { createTurns } from '../../take-turns.ts'
import { sameChunks, type ChunkLists } from '../../xet/chunk-lists.ts'
import { contentOf } from '../read-header.ts'
import type { Inventory, PlacedTensor, ReadInventory } from '../inventory.ts'
import type { Compared } from './compare-job.ts'
import { createOpenFiles, type OpenFiles } from './open-files.ts'
import { compareTensors, isComputable } from './read-tensors.ts'
import { pairUp, statusByHeader, type Pair, type Row } from './rows.ts'

type Deps = {
  repos: Repos
  revisions: Revisions
  reader: ContentReader
  chunkLists: ChunkLists
  threads: Threads
  inventory: ReadInventory
}

export type SideWish = { address: RepoAddress; revision: string; path: string }
export type TensorDiffWish = {
  base: SideWish
  head: SideWish
  /** the row to begin with */
  from: number
  /** reads tensors to compare their numbers; without it only what costs nothing is told */
  withFigures: boolean
}
export type DiffSide = { repo: Repo; path: string } & Pick<Inventory, 'commit' | 'files'>
export type TensorDiff = { base: DiffSide; head: DiffSide; total: number; rows: Row[]; next: number | null }

const cachedComparisons = 50_000

/** Compares two models tensor by tensor. What two tensors have to say is remembered by the bytes they are. */
export function createTensorDiffs({ repos, revisions, reader, chunkLists, threads, inventory }: Deps) {
  const compared = new LRUCache<string, Compared>({ max: cachedComparisons })
  const takeTurns = createTurns()

  /** @throws HubError unless the actor may read both */
  return (actor: Actor, wish: TensorDiffWish): Promise<TensorDiff> =>
    repos.reading(actor, wish.head.address, (headRepo) =>
      repos.reading(actor, wish.base.address, async (baseRepo) => {
        const head = await look(headRepo, wish.head)
        const base = await look(baseRepo, wish.base)
        const pairs = pairUp(base.tensors, head.tensors)
        const sides = { base: sideOf(baseRepo, base, wish.base), head: sideOf(headRepo, head, wish.head) }
        // Reading is heavy: one person has one such request under way, however many they send.
        const work = () => page(sides, pairs, wish)
        const told = await (wish.withFigures ? takeTurns(personOf(actor), work) : work())
        return { ...sides, total: pairs.length, ...told }
      }),
    )

  async function look(repo: Repo, { revision, path }: SideWish): Promise<Inventory> {
    return inventory(repo, await revisions.resolve(repo, revision), path.replaceAll(/^\/+|\/+$/g, ''))
  }

  type Sides = { base: DiffSide; head: DiffSide }

  async function page(sides: Sides, pairs: readonly Pair[], wish: TensorDiffWish) {
    await using files = {
      base: createOpenFiles(reader, sides.base.repo.id, sides.base.commit),
      head: createOpenFiles(reader, sides.head.repo.id, sides.head.commit),
      [Symbol.asyncDispose]: async () => {
        await Promise.all([files.base[Symbol.asyncDispose](), files.head[Symbol.asyncDispose]()])
      },
    }
    const rows: Row[] = []
    let at = wish.from
    for (let readBytes = 0; at < pairs.length && rows.length < limits.tensorRows; at += 1) {
      const pair = pairs[at]!
      const row = await cheapRow(pair)
      if (!wish.withFigures || !isUnread(row)) {
        rows.push(row)
        continue
      }
      const bytes = pair.before!.sizeBytes + pair.after!.sizeBytes
      if (readBytes > 0 && readBytes + bytes > limits.tensorDiffBytes) break
      readBytes += bytes
      rows.push(await readRow(row, files))
    }
    return { rows, next: at < pairs.length ? at : null }
  }

  /** All that can be said without reading a tensor. */
  async function cheapRow(pair: Pair): Promise<Row> {
    const status = statusByHeader(pair)
    const row: Row = { ...pair, status, figures: null }
    if (!pair.before || !pair.after || status === 'reshaped') return row
    const known = compared.get(keyOf(pair.before, pair.after))
    if (known) return withCompared(row, known)
    const isSame = status === 'unread' && (await areSameBytes(pair.before, pair.after))
    return isSame ? { ...row, status: 'equal' } : row
  }

  async function areSameBytes(a: PlacedTensor, b: PlacedTensor): Promise<boolean> {
    if (a.sizeBytes === 0 || (contentOf(a.entry) === contentOf(b.entry) && a.begin === b.begin)) return true
    const [xetA, xetB] = [a.entry.lfs?.xet, b.entry.lfs?.xet]
    if (!xetA || !xetB) return false
    const chunks = await Promise.all([chunkLists(xetA, rangeOf(a)), chunkLists(xetB, rangeOf(b))])
    return chunks[0] !== null && chunks[1] !== null && sameChunks(chunks[0], chunks[1])
  }

  async function readRow(row: Row, files: { base: OpenFiles; head: OpenFiles }): Promise<Row> {
    const [before, after] = [row.before!, row.after!]
    const result = await compareTensors(
      threads,
      { tensor: before, file: await files.base.open(before.entry) },
      { tensor: after, file: await files.head.open(after.entry) },
    )
    compared.set(keyOf(before, after), result)
    return withCompared(row, result)
  }
}

export type TensorDiffs = ReturnType<typeof createTensorDiffs>

/** Whether reading would tell more: blocks of different types cannot be compared, nor what is beyond all measure. */
const isUnread = ({ status, figures, before, after }: Row): boolean =>
  (status === 'unread' || (status === 'retyped' && figures === null && isComputable(before!, after!))) &&
  Math.max(before!.sizeBytes, after!.sizeBytes) <= limits.tensorDiffTensorBytes

function withCompared(row: Row, { isSame, figures }: Compared): Row {
  if (row.status === 'retyped') return { ...row, figures }
  return isSame ? { ...row, status: 'equal' } : { ...row, status: 'changed', figures }
}

const sideOf = (repo: Repo, { commit, files }: Inventory, { path }: SideWish): DiffSide => ({
  repo,
  path,
  commit,
  files,
})
const rangeOf = ({ begin, sizeBytes }: PlacedTensor) => ({ start: begin, end: begin + sizeBytes })
const placeOf = (tensor: PlacedTensor) => [contentOf(tensor.entry), tensor.begin, tensor.sizeBytes, tensor.dtype]
const keyOf = (a: PlacedTensor, b: PlacedTensor): string => JSON.stringify([placeOf(a), placeOf(b)])
const personOf = (actor: Actor): string => (actor.kind === 'user' ? `user ${actor.userId}` : 'anybody')
