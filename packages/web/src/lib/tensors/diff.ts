import type { KaihubClient } from '@kaihub/client'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'

/** What is compared; empty texts stand for the hub's own choice. */
export type DiffWish = {
  repo: RepoRef
  revision: string
  path: string
  baseRepo: string
  baseRevision: string
  basePath: string
}
export type TensorDiff = NonNullable<Awaited<ReturnType<typeof askTensorDiff>>['data']>
export type Row = TensorDiff['rows'][number]
export type RowStatus = Row['status']

type More = { figures?: boolean; cursor?: string | null; signal?: AbortSignal }

export const askTensorDiff = (
  hub: KaihubClient,
  wish: DiffWish,
  { figures = false, cursor = null, signal }: More = {},
) => {
  const { revision, path, baseRepo, baseRevision, basePath } = wish
  const asked = { revision, path, baseRepo, baseRevision }
  const filled = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  return hub.GET('/api/{types}/{namespace}/{name}/tensor-diff', {
    params: {
      path: apiPath(wish.repo),
      query: { ...filled, basePath, ...(figures ? { figures: 'true' } : {}), ...(cursor === null ? {} : { cursor }) },
    },
    ...(signal ? { signal } : {}),
  })
}

/** What reading them would take: both sides of every tensor that nobody has compared yet. */
export const bytesToRead = (rows: readonly Row[]): number =>
  rows
    .filter(needsReading)
    .reduce((sum, { before, after }) => sum + (before?.sizeBytes ?? 0) + (after?.sizeBytes ?? 0), 0)

export const needsReading = ({ status, figures, before, after }: Row): boolean =>
  status === 'unread' || (status === 'retyped' && figures === null && isNumber(before?.dtype) && isNumber(after?.dtype))

const isNumber = (dtype = ''): boolean => /^(F64|F32|F16|BF16|F8_E4M3|F8_E5M2|BOOL|[IU](8|16|32|64))$/.test(dtype)

const shownFirst: readonly RowStatus[] = ['changed', 'retyped', 'reshaped', 'added', 'removed', 'unread', 'equal']

export function countByStatus(rows: readonly Row[]): { status: RowStatus; count: number }[] {
  const counts = new Map<RowStatus, number>()
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1)
  return shownFirst.flatMap((status) => {
    const count = counts.get(status)
    return count === undefined ? [] : [{ status, count }]
  })
}

/** Changed most first, measured by what was there; what has no figures comes last. */
export const byChange = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (b.figures?.relativeL2 ?? -1) - (a.figures?.relativeL2 ?? -1))
