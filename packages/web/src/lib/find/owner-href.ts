import type { Sort } from './filters.ts'
import type { Types } from '../repo/address.ts'

export const ownerKinds = ['models', 'datasets', 'spaces', 'code'] as const satisfies Types[]
export const ownerSort: Sort = 'lastModified'

/** A page of what somebody has published. */
export function ownerHref(
  name: string,
  { tab, sort = ownerSort, cursor = null }: { tab: Types; sort?: Sort; cursor?: string | null },
): string {
  const query = new URLSearchParams({ tab })
  if (sort !== ownerSort) query.set('sort', sort)
  if (cursor) query.set('cursor', cursor)
  return `/${encodeURIComponent(name)}?${query}`
}
