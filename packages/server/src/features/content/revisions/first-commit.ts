import { defaultAttributes } from '@kaihub/formats/gitattributes'
import { personId } from '../../../kit/actor.ts'
import type { ObjectId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { RepoCreated } from '../../repos/index.ts'
import { attributesName } from './attributes.ts'
import { buildTree, type Change } from './build-tree.ts'
import { lawfulPath } from './commit-draft.ts'
import type { RevisionsContext } from './context.ts'
import { moveRef } from './move-refs.ts'
import { newBlob } from './new-blob.ts'
import { newCommit } from './new-commit.ts'
import { insertCommit, insertObjects, type GitObject } from './queries.ts'
import { branchRef } from './resolve.ts'

/**
 * Gives a new repo its `main` branch with one commit, in the transaction that creates the repo: so its files stay in
 * their rows, whatever their size. Files of the request replace the defaults of the same name (spec hub-api 2.6).
 */
export async function firstCommit(context: RevisionsContext, tx: Database, event: RepoCreated): Promise<void> {
  const { repo } = event.payload
  const files = new Map<string, Buffer>([[attributesName, Buffer.from(defaultAttributes(repo.type))]])
  for (const { path, content } of event.firstFiles) files.set(lawfulPath(path), content)
  const blobs = [...files].map(([path, content]) => ({ path, blob: newBlob(content) }))
  const changes = blobs.map(({ path, blob }): Change => ({ act: 'put', path, mode: '100644', oid: blob.oid }))
  const built = await buildTree(noTree, null, changes)
  const made = newCommit({
    tree: built.root,
    parent: null,
    author: event.by,
    at: context.clock.now(),
    message: 'initial commit',
    mailHost: context.mailHost,
  })
  const objects = new Map<ObjectId, GitObject>()
  for (const object of [...blobs.map(({ blob }) => ({ ...blob, lfs: null })), ...built.trees, made.object])
    objects.set(object.oid, object)
  await insertObjects(tx, repo.id, [...objects.values()])
  await insertCommit(tx, repo.id, made.row)
  await moveRef(tx, context.news, {
    repoId: repo.id,
    name: branchRef(undefined),
    from: null,
    commitFrom: null,
    to: { oid: made.row.id, commit: made.row.id },
    by: personId(event.by),
    reason: 'create',
  })
}

const noTree = async (): Promise<never> => {
  throw new Error('a new repo has no tree to read')
}
