import { limits } from '../../../config/limits.ts'
import type { Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'

export type SiteMapDeps = {
  db: Database
  namesInRange: (range: { first: number; last: number }) => Promise<{ name: string }[]>
  highestNameId: () => Promise<number>
}

/**
 * Everything public, cut by ranges of ids: a part is found without reading those before it and keeps its members
 * whatever is added later.
 */
export function createSiteMap({ db, namesInRange, highestNameId }: SiteMapDeps) {
  async function parts(): Promise<{ repos: number; names: number }> {
    const [repos, names] = await Promise.all([queries.highestRepoId(db), highestNameId()])
    return { repos: Math.ceil(repos / limits.siteMapIds), names: Math.ceil(names / limits.siteMapIds) }
  }

  const repos = (part: number): Promise<queries.MappedRepo[]> => queries.publicReposInRange(db, idsOf(part))
  const names = async (part: number): Promise<string[]> => (await namesInRange(idsOf(part))).map(({ name }) => name)

  return { parts, repos, names }
}

const idsOf = (part: number) => ({ first: (part - 1) * limits.siteMapIds + 1, last: part * limits.siteMapIds })

export type SiteMap = ReturnType<typeof createSiteMap>
