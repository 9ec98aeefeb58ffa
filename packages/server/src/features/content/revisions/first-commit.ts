import { defaultAttributes } from '@kaihub/formats/gitattributes'
import { personId } from '../../../kit/actor.ts'
import type { Database } from '../../../ports/database.ts'
import type { RepoCreated } from '../../repos/index.ts'
import { attributesName } from './attributes.ts'
import { buildTree } from './build-tree.ts'
import { checkDraft } from './check-draft.ts'
import { lawfulPath, readDraft } from './commit-draft.ts'
import type { CommitLine } from './commit-lines.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef } from './move-refs.ts'
import { newCommit } from './new-commit.ts'
import { insertCommits, insertObjects } from './queries.ts'
import { branchRef } from './resolve.ts'

/**
 * Gives a new repo its `main` branch with one commit, under the rules of every commit. This is the transaction that
 * creates the repo, so its files stay in their rows, whatever their size.
 */
export async function firstCommit(context: RevisionsContext, tx: Database, event: RepoCreated): Promise<void> {
  const { repo } = event.payload
  const draft = await readDraft(firstLines(event), null)
  await checkDraft(context.objects, repo, draft)
  const built = await buildTree(noTree, null, draft.changes)
  const made = newCommit(context, { tree: built.root, parent: null, author: event.by, message: draft.summary })
  await insertObjects(tx, repo.id, [...draft.blobs.values(), ...built.trees, made.object])
  await insertCommits(tx, repo.id, [made.row])
  await moveRef(tx, context.news, {
    repo,
    name: branchRef(undefined),
    from: null,
    commitFrom: null,
    to: { oid: made.row.id, commit: made.row.id },
    by: personId(event.by),
    reason: 'create',
    isForced: false,
  })
}

/** Files of the request replace the defaults of the same name (spec hub-api 2.6). */
function firstLines({ payload, firstFiles }: RepoCreated): CommitLine[] {
  const rules = { path: attributesName, content: defaultAttributes(payload.repo.type), encoding: 'utf-8' as const }
  const files = new Map([rules, ...firstFiles].map((file) => [lawfulPath(file.path), file]))
  return [
    { key: 'header', value: { summary: 'initial commit' } },
    ...[...files.values()].map((value): CommitLine => ({ key: 'file', value })),
  ]
}

const noTree = async (): Promise<never> => {
  throw new Error('a new repo has no tree to read')
}
