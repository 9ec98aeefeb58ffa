import { LRUCache } from 'lru-cache'
import type { CommitId } from '../../../kit/ids.ts'
import type { Repo } from '../../repos/index.ts'
import type { CatalogDeps } from './deps.ts'
import { describeCommit } from './describe/describe.ts'
import type { CatalogEntry, Description, Facts } from './entry.ts'
import { lexemesOf } from './lexemes.ts'
import * as queries from './queries.ts'

const keptBytes = 64 * 1024 * 1024

/** Facts by commit: they never change, so what was read once is kept while there is room. */
export function createDescriptions({ db, reader }: Pick<CatalogDeps, 'db' | 'reader'>) {
  const known = new LRUCache<string, Description, Repo>({
    maxSize: keptBytes,
    sizeCalculation: (description) => 1024 + 2 * JSON.stringify(description).length,
    fetchMethod: (key, _, { context }) => describeCommit(reader, context, key.split('/')[1] as CommitId),
  })

  async function read(repo: Repo, commit: CommitId): Promise<Description> {
    return known.forceFetch(`${repo.id}/${commit}`, { context: repo })
  }

  /** What the row says when it was made from that commit; otherwise what the files say, kept if the row lags behind. */
  async function factsAt(repo: Repo, entry: CatalogEntry, commit: CommitId): Promise<Facts> {
    if (entry.describedHead === commit) return entry
    const description = await read(repo, commit)
    if (entry.head === commit) await save(repo, commit, description)
    return description.facts
  }

  const save = (repo: Repo, commit: CommitId, { facts, texts }: Description): Promise<void> =>
    queries.saveFacts(db, { repoId: repo.id, commit, facts, lexemes: searchLexemes(repo, facts, texts) })

  return { factsAt, refresh: async (repo: Repo, commit: CommitId) => save(repo, commit, await read(repo, commit)) }
}

export type Descriptions = ReturnType<typeof createDescriptions>

/** What can be searched for before any file was read. */
export const firstLexemes = (repo: Repo): string[] =>
  searchLexemes(repo, { tags: [], pipelineTag: null, sdk: repo.settings.sdk ?? null, cardData: null }, [])

type Labels = Pick<Facts, 'tags' | 'pipelineTag' | 'sdk' | 'cardData'>

export function searchLexemes(repo: Repo, facts: Labels, texts: readonly string[]): string[] {
  const links = repo.type === 'space' ? [...linksTo('model', facts), ...linksTo('dataset', facts)] : []
  const labels = [facts.pipelineTag, facts.sdk].filter((label) => label !== null)
  return lexemesOf({ fullName: repo.fullName, tags: [...labels, ...facts.tags, ...links], texts })
}

/** The models and datasets that a Space's card names, as `filter` finds them. */
function linksTo(kind: 'model' | 'dataset', { cardData }: Labels): string[] {
  const named = cardData?.[`${kind}s`]
  return Array.isArray(named)
    ? named
        .slice(0, 50)
        .filter((id) => typeof id === 'string')
        .map((id) => `${kind}:${id}`)
    : []
}
