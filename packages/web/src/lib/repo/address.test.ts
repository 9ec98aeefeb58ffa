import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placeHref, repoHref, repoRef } from './address.ts'

describe('addresses of repos', () => {
  const model = repoRef({ namespace: 'alice', name: 'm.1' })

  it('have a prefix for every type but models', () => {
    assert.equal(repoHref(model), '/alice/m.1')
    assert.equal(repoHref(repoRef({ types: 'datasets', namespace: 'a', name: 'd' })), '/datasets/a/d')
  })

  it('keep a revision in one segment and the slashes of a path', () => {
    assert.equal(placeHref(model, 'blob', 'feature/x', 'a b/c#d.txt'), '/alice/m.1/blob/feature%2Fx/a%20b/c%23d.txt')
  })
})
