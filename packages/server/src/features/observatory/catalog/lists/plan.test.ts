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
  rows: 1_000_000,
  common: new Map([
    ['#mit', 0.1],
    ['#safetensors', 0.4],
    ['llama', 0.2],
    ['模型', 0.06],
    ['古诗', 0.002],
    ['诗词', 0.004],
  ]),
}
const outlook = (wishes: Partial<Wishes>) => outlookOf(conditionsOf({ ...nothing, ...wishes }), statistics, 30)

test('one rare tag makes the whole search rare', () => {
  assert.equal(outlook({ tags: ['mit', 'never-seen'] }).share, 0)
  assert.equal(outlook({ tags: ['mit'], author: 'somebody' }).share, 0)
  assert.equal(outlook({ terms: parseTerms(['没有']) }).share, 0)
})

test('parts of names that are no words are anybody’s guess', () => {
  assert.equal(outlook({ terms: parseTerms(['lam']) }).share, null)
  assert.equal(outlook({ minParameters: 1 }).share, null)
  assert.ok(outlook({ terms: parseTerms(['llama']) }).share! > 0.2)
})

test('the pairs of one Chinese word count once', () => {
  assert.equal(outlook({ terms: parseTerms(['古诗词']) }).share, 0.002)
})

test('the rarest condition leads to the rows', () => {
  const { driver, driverShare } = outlook({ tags: ['safetensors', 'mit'] })
  assert.deepEqual(driver.labels, [['#mit']])
  assert.equal(driverShare, 0.1)
  const terms = parseTerms(['llama', '模型'])
  assert.equal(outlook({ tags: ['safetensors'], terms }).driver.term, terms[1])
})

test('few matches are gathered, many are met walking, what is between is looked for in windows', () => {
  const wanted = { limit: 30, scopeRows: 600_000, rows: 1_000_000 }
  assert.equal(planSearch({ ...wanted, matches: 500, driverShare: 0.0005 }).way, 'gather')
  assert.equal(planSearch({ ...wanted, matches: 100_000, driverShare: 0.2 }).way, 'walk')
  assert.equal(planSearch({ ...wanted, matches: 3000, driverShare: 0.005 }).way, 'windows')
})
