import type { KaihubClient } from '@kaihub/client'
import { apiPath, type RepoRef } from '../repo/address.ts'

export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed'
export type Side = { size: number; isLfs: boolean }
export type Change = {
  path: string
  previousPath: string | null
  status: ChangeStatus
  before: Side | null
  after: Side | null
}
export type Diff = NonNullable<Awaited<ReturnType<typeof askDiff>>['data']>
export type Hunk = Diff['hunks'][number]
export type DiffLine = Hunk['lines'][number]
/** What is compared with what; `base` is null where there was nothing before. */
export type Ends = { base: string | null; head: string }

type ToldSide = { size: number; lfs?: object } | null
type Told = Omit<Change, 'before' | 'after'> & { before: ToldSide; after: ToldSide }

const sideOf = (side: ToldSide): Side | null => side && { size: side.size, isLfs: side.lfs !== undefined }

export const changeOf = ({ path, previousPath, status, before, after }: Told): Change => ({
  path,
  previousPath,
  status,
  before: sideOf(before),
  after: sideOf(after),
})

/** Differences of so many files come with the page, each up to so many bytes; the others when somebody asks. */
const comesWithPage = 8
const bytesWithPage = 300_000

const sizeOf = ({ before, after }: Change): number => Math.max(before?.size ?? 0, after?.size ?? 0)
const isWeights = ({ path }: Change): boolean => /\.(safetensors|gguf|bin|parquet|onnx|pt|pth)$/.test(path)

export const askDiff = (hub: KaihubClient, repo: RepoRef, { base, head }: Ends, change: Change) =>
  hub.GET('/api/{types}/{namespace}/{name}/diff/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: head },
      query: {
        path: change.path,
        ...(base === null ? {} : { base }),
        ...(change.previousPath === null ? {} : { basePath: change.previousPath }),
      },
    },
  })

/** so many are asked for at a time */
const askedAtOnce = 4

/**
 * The differences to show at once, by path: those of the first files, and of the one that the address names. Null
 * stands where the hub gave none, whatever the reason: the page says so there and shows the others.
 */
export async function firstDiffs(
  hub: KaihubClient,
  repo: RepoRef,
  ends: Ends,
  { changes, named }: { changes: readonly Change[]; named: string | null },
): Promise<Map<string, Diff | null>> {
  const small = changes.filter((change) => change.status !== 'renamed' && !isWeights(change))
  const first = small.filter((change) => sizeOf(change) <= bytesWithPage).slice(0, comesWithPage)
  const wanted = [...new Set([...first, ...changes.filter(({ path }) => path === named)])]
  const diffs = new Map<string, Diff | null>()
  for (let from = 0; from < wanted.length; from += askedAtOnce) {
    const some = wanted.slice(from, from + askedAtOnce)
    await Promise.all(some.map(async (change) => diffs.set(change.path, await diffOf(change))))
  }
  return diffs

  async function diffOf(change: Change): Promise<Diff | null> {
    const answer = await askDiff(hub, repo, ends, change).catch(() => null)
    return answer?.data ?? null
  }
}
