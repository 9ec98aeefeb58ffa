import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTerms } from '../lexemes.ts'
import { conditionsOf, type Wishes } from './conditions.ts'
import { outlookOf, planSearch } from './plan.ts'

const nothing: Wishes = {
  terms: [],
  author: null,
  tags: [],
  anyTags: [],
  pipelineTag: null,
  minParameters: null,
  maxParameters: null,
}
const statistics = {
  common: new Map([
    ['#mit', 0.1],
    ['#safetensors', 0.4],
    ['llama', 0.2],
    ['模型', 0.06],
    ['古诗', 0.002],
    ['诗词', 0.004],
  ]),
}
const outlook = (wishes: Partial<Wishes>) => outlookOf(conditionsOf({ ...nothing, ...wishes }), statistics)

test('one rare tag makes the whole search rare', () => {
  assert.equal(outlook({ tags: ['mit', 'never-seen'] }).share, 0)
  assert.equal(outlook({ tags: ['mit'], author: 'somebody' }).share, 0)
  assert.equal(outlook({ terms: parseTerms(['没有']) }).share, 0)
})

test('a part of names is guessed from the words that hold it, and a name from its rarest part', () => {
  const shareOf = (search: string) => outlook({ terms: parseTerms([search]) }).share
  assert.equal(shareOf('llama'), 0.2)
  assert.ok(shareOf('lama') >= 0.1 && shareOf('lama') < 0.2)
  assert.equal(shareOf('tensor'), 0.001, 'tags stand in no name')
  assert.equal(shareOf('llama-zzqx'), 0.001, 'rare, but never surely none')
  assert.equal(shareOf('zq'), 0.01)
  assert.equal(outlook({ terms: parseTerms(['llama']) }).isCounted, false)
  assert.equal(outlook({ minParameters: 1 }).isCounted, false)
})

test('the pairs of one Chinese word count once', () => {
  assert.equal(outlook({ terms: parseTerms(['古诗词']) }).share, 0.002)
})

test('the rarest term leads, with all labels that are not nearly everywhere', () => {
  const terms = parseTerms(['llama', '模型'])
  const { lead, leadShare, fullLead, share } = outlook({ tags: ['safetensors', 'mit'], terms })
  assert.deepEqual(lead, { terms: [terms[1]], labels: [['#mit']] })
  assert.deepEqual(fullLead, { terms: [terms[1], terms[0]], labels: [['#safetensors'], ['#mit']] })
  assert.ok(leadShare > share)
  assert.deepEqual(outlook({ tags: ['safetensors'] }).lead, { terms: [], labels: [['#safetensors']] })
})

test('a single letter never leads, and where nothing else does its rows are met walking', () => {
  const terms = parseTerms(['a', 'llama'])
  assert.deepEqual(outlook({ terms }).fullLead, { terms: [terms[1]], labels: [] })
  assert.equal(outlook({ terms }).isPathless, false)
  const { isPathless, lead } = outlook({ terms: parseTerms(['a']) })
  assert.deepEqual(lead, { terms: [], labels: [] })
  const plan = planSearch({ limit: 300, scopeRows: 600_000, matches: 60_000, isPathless })
  assert.deepEqual(plan, { way: 'walk', rows: 6100 })
})

test('what tags have in common is assumed, not counted', () => {
  assert.equal(outlook({ tags: ['safetensors'] }).isCounted, true)
  const both = outlook({ tags: ['safetensors', 'mit'] })
  assert.equal(both.isCounted, false)
  assert.ok(both.share > 0.04 && both.share < 0.1)
})

test('few matches are gathered, many are met walking, what is between is looked for in stretches', () => {
  const wanted = { limit: 30, scopeRows: 600_000, isPathless: false }
  assert.equal(planSearch({ ...wanted, matches: 500 }).way, 'gather')
  assert.equal(planSearch({ ...wanted, matches: 200_000 }).way, 'walk')
  assert.deepEqual(planSearch({ ...wanted, matches: 30_000 }), { way: 'stretch', rows: 2048 })
})
