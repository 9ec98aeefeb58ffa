import assert from 'node:assert/strict'
import { it } from 'node:test'
import { placeInAddress } from './place-in-address.ts'

it('finds revision and path in the address of a page', () => {
  assert.deepEqual(placeInAddress('/a/b/upload', 'upload'), { revision: 'main', path: '' })
  assert.deepEqual(placeInAddress('/a/b/upload/dev', 'upload'), { revision: 'dev', path: '' })
  assert.deepEqual(placeInAddress('/datasets/a/b/edit/feature%2Fx/data/a%20b.md', 'edit'), {
    revision: 'feature/x',
    path: 'data/a b.md',
  })
  assert.deepEqual(placeInAddress('/a/edit/edit/main/edit/x', 'edit'), { revision: 'main', path: 'edit/x' })
})
