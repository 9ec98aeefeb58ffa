import { limits } from '../../../../config/limits.ts'
import type { Threads } from '../../../../ports/threads.ts'
import type { Repo, RepoAddress, Repos } from '../../../repos/index.ts'
import type { ContentReader } from '../../file.ts'
import type { Revisions } from '../../revisions/service.ts'
import type { Looker } from '../../tables/look.ts'
import type { ChunkLists } from '../../xet/chunk-lists.ts'
import { tensorsOf, type Inventory, type ReadInventory } from '../inventory.ts'
import { createCompareRows, isUnread } from './compare-rows.ts'
import { createOpenFiles } from './open-files.ts'
import { createPatience, type RequireTime } from './patience.ts'
import { pairUp, type Pair, type Row } from './rows.ts'

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

/** Compares two models tensor by tensor. */
export function createTensorDiffs({ repos, revisions, reader, chunkLists, threads, inventory }: Deps) {
  const { cheapRow, readRow } = createCompareRows({ chunkLists, threads })
  const inTurn = createPatience()

  /** @throws HubError unless the actor may read both */
  return (looker: Looker, wish: TensorDiffWish): Promise<TensorDiff> =>
    repos.reading(looker.actor, wish.head.address, (headRepo) =>
      repos.reading(looker.actor, wish.base.address, async (baseRepo) => {
        const head = await look(headRepo, wish.head)
        const base = await look(baseRepo, wish.base)
        const pairs = pairUp([...tensorsOf(base)], [...tensorsOf(head)])
        const sides = { base: sideOf(baseRepo, base, wish.base), head: sideOf(headRepo, head, wish.head) }
        const told = wish.withFigures
          ? await inTurn(looker, (time) => page(sides, pairs, wish.from, time))
          : await page(sides, pairs, wish.from, null)
        return { ...sides, total: pairs.length, ...told }
      }),
    )

  async function look(repo: Repo, { revision, path }: SideWish): Promise<Inventory> {
    return inventory(repo, await revisions.resolve(repo, revision), path.replaceAll(/^\/+|\/+$/g, ''))
  }

  type Sides = { base: DiffSide; head: DiffSide }

  /** Without `time` nothing is read. */
  async function page(sides: Sides, pairs: readonly Pair[], from: number, time: RequireTime | null) {
    await using files = {
      base: createOpenFiles(reader, sides.base.repo.id, sides.base.commit),
      head: createOpenFiles(reader, sides.head.repo.id, sides.head.commit),
      [Symbol.asyncDispose]: async () => {
        await Promise.all([files.base[Symbol.asyncDispose](), files.head[Symbol.asyncDispose]()])
      },
    }
    const rows: Row[] = []
    let at = from
    for (let readBytes = 0; at < pairs.length && rows.length < limits.tensorRows; at += 1) {
      const pair = pairs[at]!
      const row = await cheapRow(pair)
      if (!time || !isUnread(row)) {
        rows.push(row)
        continue
      }
      const bytes = pair.before!.sizeBytes + pair.after!.sizeBytes
      if (readBytes > 0 && readBytes + bytes > limits.tensorDiffBytes) break
      readBytes += bytes
      rows.push(await readRow(row, files, time))
    }
    return { rows, next: at < pairs.length ? at : null }
  }
}

export type TensorDiffs = ReturnType<typeof createTensorDiffs>

const sideOf = (repo: Repo, { commit, files }: Inventory, { path }: SideWish): DiffSide => ({
  repo,
  path,
  commit,
  files,
})
