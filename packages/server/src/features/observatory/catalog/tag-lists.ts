import { LRUCache } from 'lru-cache'
import type { Database } from '../../../ports/database.ts'
import type { RepoType } from '../../repos/index.ts'
import * as queries from './queries.ts'

export type TagOfType = { id: string; label: string; type: string; count: number }
/** `isEstimate`: counted in a sample and scaled up; `isLeast`: there are more repos than were counted */
export type TagLists = { groups: Record<string, TagOfType[]>; repos: number; isEstimate: boolean; isLeast: boolean }

const shownTags = 5000
const keptMilliseconds = 3_600_000
/** what is quickly counted again is never old */
const exactMilliseconds = 5000
const sampledRows = 50_000
/** read while somebody waits; the large sample is read behind their back */
const firstRows = 2000

/** The tags in use, most used first, by what they speak of. Counted now and then, over a sample of a large catalog. */
export function createTagLists(db: Database) {
  const lists = (rows: number) =>
    new LRUCache<RepoType, TagLists>({
      max: 4,
      allowStale: true,
      fetchMethod: async (type, _, { options }) => {
        const counted = groupTags(await queries.countTags(db, type, { rows, tags: shownTags }))
        options.ttl = counted.isEstimate ? keptMilliseconds : exactMilliseconds
        return counted
      },
    })
  const first = lists(firstRows)
  const whole = lists(sampledRows)

  /** For a page that somebody waits for: from few rows while nothing better is known. */
  async function tagListsSoon(type: RepoType): Promise<TagLists> {
    const known = whole.peek(type, { allowStale: true })
    const soon = known ?? (await first.forceFetch(type, { allowStale: false }))
    // Who comes next gets better numbers; if they cannot be read, that one is told.
    if (soon.isEstimate) void whole.fetch(type).catch(() => undefined)
    return soon
  }

  async function tagsByType(type: RepoType): Promise<TagLists['groups']> {
    const allowStale = whole.peek(type, { allowStale: true })?.isEstimate ?? false
    return (await whole.forceFetch(type, { allowStale })).groups
  }

  return { tagsByType, tagListsSoon }
}

type Tagged = Pick<queries.CatalogRow, 'tags' | 'pipeline_tag' | 'library_name'>

/** The tags of these repos, counted one by one. */
export function tagListsOf(rows: readonly Tagged[], isLeast: boolean): TagLists {
  const counted = new Map<string, queries.CountedTag>()
  for (const { tags = [], pipeline_tag: pipeline, library_name: library } of rows)
    for (const tag of new Set(tags)) {
      const sums = counted.get(tag) ?? { tag, count: 0, pipelines: 0, libraries: 0 }
      sums.count += 1
      if (tag === pipeline) sums.pipelines += 1
      if (tag === library) sums.libraries += 1
      counted.set(tag, sums)
    }
  return { ...groupTags({ tags: [...counted.values()], repos: rows.length, percent: 100 }), isLeast }
}

function groupTags({ tags, repos, percent }: queries.TagCount): TagLists {
  const scale = 100 / percent
  const groups: Record<string, TagOfType[]> = {}
  for (const tag of tags) {
    const cut = tag.tag.indexOf(':')
    const type = cut > 0 ? tag.tag.slice(0, cut) : kindOf(tag)
    const count = Math.round(Number(tag.count) * scale)
    ;(groups[type] ??= []).push({ id: tag.tag, label: tag.tag.slice(cut + 1), type, count })
  }
  return { groups, repos: Math.round(repos * scale), isEstimate: percent < 100, isLeast: false }
}

/** `license:mit` speaks of a license; a tag without a prefix is what most of its repos use it for. */
function kindOf({ tag, pipelines, libraries }: queries.CountedTag): string {
  if (pipelines > 0) return 'pipeline_tag'
  if (libraries > 0) return 'library'
  return /^[a-z]{2,3}$/.test(tag) ? 'language' : 'other'
}
