import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFiltered, listHref, nextCursor, noFilters, readFilters, toggledTag } from './filters.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))

test('an address says all of a list, and the list says the address', () => {
  const query = 'search=tiny&filter=license%3Amit&filter=zh&author=lab&num_parameters=max%3A1B&sort=likes'
  assert.equal(listHref('models', read(query)), `/models?${query}`)
  assert.equal(listHref('datasets', noFilters), '/datasets')
})

test('addresses in the words of other hubs are understood', () => {
  assert.deepEqual(read('pipeline_tag=text-generation&license=mit&language=zh&library=gguf').tags, [
    'text-generation',
    'gguf',
    'zh',
    'license:mit',
  ])
  assert.deepEqual(read('filter=a,b&filter=b').tags, ['a', 'b'])
})

test('what nobody offers is left out', () => {
  const filters = read('sort=__proto__&filter=,&q=words')
  assert.deepEqual([filters.sort, filters.tags, filters.search], ['trendingScore', [], 'words'])
  assert.ok(isFiltered(filters))
  assert.ok(!isFiltered(read('sort=likes&cursor=x')))
})

test('a tag is switched on and off, and the list begins anew', () => {
  const on = toggledTag(read('filter=a&cursor=x'), 'b')
  assert.deepEqual([on.tags, on.cursor], [['a', 'b'], null])
  assert.deepEqual(toggledTag(on, 'a').tags, ['b'])
})

test('the next page is read from the header', () => {
  assert.equal(nextCursor('<http://x/api/models?limit=3&cursor=abc>; rel="next"'), 'abc')
  assert.equal(nextCursor(null), null)
})
