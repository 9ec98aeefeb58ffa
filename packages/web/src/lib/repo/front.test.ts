import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createKaihubClient } from '@kaihub/client'
import { readCard } from './front.ts'

const repo = { types: 'models', namespace: 'alice', name: 'm' } as const
const cardOf = (status: number, body: object) =>
  readCard(
    createKaihubClient({ url: 'http://hub', fetch: () => Promise.resolve(Response.json(body, { status })) }),
    repo,
    'en',
  )

it('tells a card that is missing from one that cannot be shown', async () => {
  const toc: never[] = []
  assert.deepEqual(await cardOf(200, { view: { kind: 'markdown', html: '<p>x</p>', toc } }), {
    state: 'shown',
    html: '<p>x</p>',
    toc,
  })
  assert.deepEqual(await cardOf(404, { error: 'Entry not found' }), { state: 'none' })
  assert.deepEqual(await cardOf(200, { view: { kind: 'markdown', html: ' ', toc } }), { state: 'none' })
  assert.deepEqual(await cardOf(200, { view: { kind: 'too-large' } }), { state: 'too-large' })
  for (const [status, body] of [
    [503, { error: 'The text takes too long' }],
    [200, { view: { kind: 'binary' } }],
  ] as const)
    assert.deepEqual(await cardOf(status, body), { state: 'failed' })
})
