import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TreeEntry } from '@kaihub/formats/git'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Tree, Trees } from '../revisions/trees.ts'
import { createCompareTrees } from './changes.ts'

const folders = Array.from({ length: 150 }, (_, i) => `folder-${i}`)
const files = Array.from({ length: 100 }, (_, i) => `file-${i}`)
const entry = (mode: TreeEntry['mode'], name: string, oid: string): TreeEntry => ({ mode, name, oid })

/** Trees by name: each of `tops` has the same folders, whose files have the same content wherever they lie. */
const trees = {
  readMany: async (_: RepoId, oids: readonly ObjectId[]) =>
    new Map(
      oids.map((oid): [ObjectId, Tree] => {
        const [root = '', top, folder] = oid.split(' ')
        if (folder) return [oid, files.map((file) => entry('100644', file, `${folder} ${file}`))]
        if (top) return [oid, folders.map((name) => entry('40000', name, `${root} ${top} ${name}`))]
        return [oid, [entry('40000', root, `${root} ${root}`)]]
      }),
    ),
} as unknown as Trees

test('of very many files that moved not all are found out, and that is told', async () => {
  const { changes, truncated } = await createCompareTrees(trees)(1 as RepoId, 'old' as ObjectId, 'new' as ObjectId)
  assert.ok(changes.some(({ status }) => status === 'added'))
  assert.equal(truncated, true)
})
