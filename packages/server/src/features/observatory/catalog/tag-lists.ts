import { LRUCache } from 'lru-cache'
import type { Database } from '../../../ports/database.ts'
import type { RepoType } from '../../repos/index.ts'
import * as queries from './queries.ts'

export type TagOfType = { id: string; label: string; type: string }

const shownTags = 5000
const keptMilliseconds = 3_600_000

/** The tags in use, most used first, by what they speak of. Counted once an hour over a sample of the catalog. */
export function createTagLists(db: Database) {
  const kept = new LRUCache<RepoType, Record<string, TagOfType[]>>({
    max: 4,
    ttl: keptMilliseconds,
    allowStale: true,
    fetchMethod: async (type) => groupTags(await queries.countTags(db, type, shownTags)),
  })
  return { tagsByType: async (type: RepoType) => (await kept.fetch(type)) ?? {} }
}

/** `license:mit` speaks of a license; a tag without a prefix is what most of its repos use it for. */
function groupTags(counted: readonly queries.CountedTag[]): Record<string, TagOfType[]> {
  const groups: Record<string, TagOfType[]> = {}
  for (const tag of counted) {
    const cut = tag.tag.indexOf(':')
    const type = cut > 0 ? tag.tag.slice(0, cut) : kindOf(tag)
    ;(groups[type] ??= []).push({ id: tag.tag, label: tag.tag.slice(cut + 1), type })
  }
  return groups
}

function kindOf({ tag, pipelines, libraries }: queries.CountedTag): string {
  if (pipelines > 0) return 'pipeline_tag'
  if (libraries > 0) return 'library'
  return /^[a-z]{2,3}$/.test(tag) ? 'language' : 'other'
}
