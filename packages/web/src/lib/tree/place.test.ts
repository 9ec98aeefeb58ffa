import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf, restOf, shortRevision } from './place.ts'

const refs = {
  branches: [
    { name: 'main', commit: '' },
    { name: 'feature/x', commit: '' },
  ],
  tags: [{ name: 'v1', commit: '' }],
}

test('an address names a revision and a path', () => {
  for (const [pathname, revision, path] of [
    ['/alice/tree/tree/main', 'main', ''],
    ['/datasets/alice/words/tree/main/a/b%20c', 'main', 'a/b c'],
    ['/datasets/alice/tree/tree/main/tree/x', 'main', 'tree/x'],
    ['/alice/m/tree/feature%2Fx/dir', 'feature/x', 'dir'],
    ['/alice/m/tree/feature/x/dir/deep', 'feature/x', 'dir/deep'],
    ['/alice/m/tree/feature/y', 'feature', 'y'],
    ['/alice/m/tree/v1/', 'v1', ''],
    ['/alice/m/tree/bad%ZZ', 'bad%ZZ', ''],
    ['/alice/m/tree', 'main', ''],
    ['/alice/edit/edit/edit/edit/x', 'edit', 'edit/x'],
    ['/alice/m/upload/feature/x', 'feature/x', ''],
  ] as const)
    assert.deepEqual(placeOf(pathname, refs), { revision, path }, pathname)
})

test('the hub is asked with both in one', () => {
  assert.equal(restOf({ revision: 'feature/x', path: 'a/b' }), 'feature/x/a/b')
  assert.equal(restOf({ revision: 'main', path: '' }), 'main')
  assert.deepEqual([shortRevision('main'), shortRevision('a'.repeat(40))], ['main', 'aaaaaaaa'])
})
