import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rangeHash, readRange, sourceHtml } from './lines.ts'

it('reads lines as addresses and people write them', () => {
  assert.deepEqual(readRange('#L10', 99), { first: 10, last: 10 })
  assert.deepEqual(readRange('#L20-L10', 99), { first: 10, last: 20 })
  assert.deepEqual(readRange(' 3 - 5 ', 99), { first: 3, last: 5 })
  assert.deepEqual(readRange('#L50-L999', 99), { first: 50, last: 99 })
  for (const none of ['', '#', '#usage', '#L', '0', 'L1x', '#L99999999']) assert.equal(readRange(none, 99), null, none)
})

it('writes them back', () => {
  assert.equal(rangeHash({ first: 3, last: 3 }), '#L3')
  assert.equal(rangeHash({ first: 3, last: 9 }), '#L3-L9')
})

it('puts every line into the page once, with its number', () => {
  const html = sourceHtml(Array.from({ length: 450 }, (_, i) => `text ${i}`))
  assert.equal(html.match(/class="box full"/g)?.length, 2)
  assert.deepEqual(
    [...html.matchAll(/id="L(\d+)"/g)].map(([, n]) => Number(n)),
    Array.from({ length: 450 }, (_, i) => i + 1),
  )
})
