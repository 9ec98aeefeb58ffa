/** What a dataset is made of at a commit, found once. */
import { parseCard, type CardData } from '@kaihub/formats/card'
import { limits } from '../../../config/limits.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { Repo } from '../../repos/index.ts'
import type { ContentReader } from '../file.ts'
import { createMemory } from '../memory.ts'
import type { Revisions } from '../revisions/service.ts'
import { findSplits, type Config } from './find-splits.ts'

export type Dataset = { repo: Repo; commit: CommitId; configs: Config[]; card: CardData | null }
type Layout = Pick<Dataset, 'configs' | 'card'>

export function createLayouts({ revisions, reader }: { revisions: Pick<Revisions, 'resolve'>; reader: ContentReader }) {
  const remember = createMemory<Layout>({ mostBytes: limits.datasetCacheBytes, bytesOf })

  async function read(repo: Repo, commit: CommitId): Promise<Layout> {
    const readme = await reader.readFile(repo.id, commit, 'README.md', limits.cardBytes)
    const card = readme ? parseCard(readme.toString('utf8')).data : null
    return { card, configs: findSplits(await reader.listFiles(repo.id, commit), card) }
  }

  return async (repo: Repo, revision: string | undefined): Promise<Dataset> => {
    const commit = await revisions.resolve(repo, revision)
    return { repo, commit, ...(await remember(`${repo.id} ${commit}`, () => read(repo, commit))) }
  }
}

/** About what it takes in memory: a file in several splits is there once, but each list names it. */
function bytesOf({ card, configs }: Layout): number {
  const splits = configs.flatMap((config) => config.splits)
  const files = new Set(splits.flatMap((split) => [...split.files, ...split.beside]))
  const listed = splits.reduce((sum, split) => sum + 100 + 8 * split.files.length, 0)
  const named = files.values().reduce((sum, { path }) => sum + 500 + 2 * path.length, 0)
  return listed + named + 4 * JSON.stringify(card).length
}
