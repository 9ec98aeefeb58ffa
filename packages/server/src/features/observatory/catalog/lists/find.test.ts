import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { createTestDatabase, type TestDatabase } from '../../../../testing/test-database.ts'
import { accountsMigrations } from '../../../accounts/index.ts'
import { reposMigrations } from '../../../repos/index.ts'
import { observatoryMigrations } from '../../index.ts'
import { lexemesOf, parseTerms } from '../lexemes.ts'
import { createFinder, positionOf, type FinderOptions } from './find.ts'
import { keysBetween } from './places.ts'
import { sortColumns, type Audience, type ListQuery, type Position, type Sort } from './list-query.ts'

type Row = {
  id: number
  private: boolean
  name: string
  tags: string[]
  likes: number
  numParameters: number
  at: Date
  owner: number
}

const nobody: Audience = { all: false, namespaceIds: [] }
const owners = ['anna', 'bert', 'carl']
let database: TestDatabase
const rows: Row[] = []

before(async () => {
  database = await createTestDatabase([...accountsMigrations, ...reposMigrations, ...observatoryMigrations])
  let state = 1
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below
  for (let id = 1; id <= 300; id++) {
    const owner = random(3)
    const isOld = id < 140
    rows.push({
      id,
      owner,
      private: random(5) === 0,
      name: `${owners[owner]}/${['llama', 'bert', 'qwen'][random(3)]}-${['7b', 'base', 'x'][random(3)]}-${id}`,
      tags: ['region:us', ...(random(2) ? ['mit'] : []), ...(random(6) ? [] : ['gguf']), ...(isOld ? ['old'] : [])],
      // Most tie at nothing, and what is tagged `old` lies all at the bottom.
      likes: isOld || random(2) ? 0 : random(9) ** 2,
      numParameters: random(3) ? random(50) * 1000 : 0,
      at: new Date(1.7e12 + random(400) * 1000),
    })
  }
  await sql`alter table catalog drop constraint catalog_repo_id_fkey`.execute(database.db)
  for (const row of rows) await insert(row)
  await sql`analyze catalog`.execute(database.db)
})
after(() => database[Symbol.asyncDispose]())

async function insert(row: Row): Promise<void> {
  const search = lexemesOf({ fullName: row.name, tags: row.tags, texts: [] })
  await sql`
    insert into catalog (repo_id, namespace_id, created_at, last_modified, num_parameters, likes, private, type,
      public_id, full_name, full_name_lower, tags, search)
    values (${row.id}, ${row.owner}, ${row.at}, ${row.at}, ${row.numParameters}, ${row.likes}, ${row.private}, 'model',
      ${String(row.id)}, ${row.name}, ${row.name}, ${row.tags}, array_to_tsvector(${search}::text[]))`.execute(
    database.db,
  )
}

const everything: ListQuery = {
  type: 'model',
  sort: 'likes',
  after: null,
  limit: 30,
  terms: [],
  author: null,
  tags: [],
  anyTags: [],
  pipelineTag: null,
  minParameters: null,
  maxParameters: null,
}

function expected(query: ListQuery, audience: Audience, words: string[]): number[] {
  const value = (row: Row): number =>
    ({ likes: row.likes, num_parameters: row.numParameters, lastModified: row.at.getTime(), id: row.id })[
      query.sort as 'id'
    ]
  const matching = rows.filter(
    (row) =>
      (!row.private ||
        audience.all ||
        audience.namespaceIds.includes(row.owner) ||
        audience.repoIds?.includes(row.id)) &&
      query.tags.every((tag) => row.tags.includes(tag)) &&
      query.anyTags.every((tags) => tags.some((tag) => row.tags.includes(tag))) &&
      words.every((word) => row.name.includes(word)) &&
      (query.author === null || row.name.startsWith(`${query.author}/`)) &&
      row.numParameters >= (query.minParameters ?? 0) &&
      (query.maxParameters === null || (row.numParameters >= 1 && row.numParameters <= query.maxParameters)),
  )
  return matching.toSorted((a, b) => value(b) - value(a) || b.id - a.id).map((row) => row.id)
}

const ways: Record<string, FinderOptions> = {
  gather: { plan: () => ({ way: 'gather' }), smallestRows: 10 },
  'short walks': { plan: () => ({ way: 'walk', rows: 20 }), smallestRows: 10 },
  'long walks': { plan: () => ({ way: 'walk', rows: 5000 }), smallestRows: 10 },
  'short stretches': { plan: () => ({ way: 'stretch', rows: 8 }), smallestRows: 4 },
  stretches: { plan: () => ({ way: 'stretch', rows: 64 }), smallestRows: 10 },
  'one large stretch': { plan: () => ({ way: 'stretch', rows: 4096 }), smallestRows: 10 },
}

const audiences: Audience[] = [
  nobody,
  { all: true, namespaceIds: [] },
  { all: false, namespaceIds: [1] },
  { all: false, namespaceIds: [2], repoIds: [3, 5, 8, 13] },
]

const wishes: [Partial<ListQuery>, string[]][] = [
  [{}, []],
  [{ tags: ['mit'] }, []],
  [{ tags: ['old'] }, []],
  [{ tags: ['gguf', 'old', 'mit'] }, []],
  [{ tags: ['region:us', 'mit'] }, []],
  [{ tags: ['nowhere'] }, []],
  [{ anyTags: [['gguf', 'nowhere']] }, []],
  [{ author: 'bert' }, []],
  [{ minParameters: 20_000 }, []],
  [{ minParameters: 10_000, maxParameters: 30_000 }, ['llama']],
  [{ maxParameters: 40_000 }, []],
  [{}, ['llama']],
  [{}, ['lam']],
  [{}, ['7b', 'qwen']],
  [{}, ['x']],
  [{ tags: ['mit'] }, ['llama', '7b']],
  [{ tags: ['mit', 'region:us'] }, ['qwen', 'x', '1']],
  [{}, ['llama', 'qwen-']],
  [{}, ['-99']],
  [{}, ['a-b']],
  [{}, ['b--']],
  [{}, ['7', '-']],
]

for (const [name, options] of Object.entries(ways))
  test(`${name}: every page of every list holds what it should`, async () => {
    const finder = createFinder(database.db, options)
    const sorts: Sort[] = ['likes', 'num_parameters', 'lastModified', 'id']
    for (const [at, [wish, words]] of wishes.entries())
      for (const audience of [audiences[at % 4]!, audiences[(at + 1) % 4]!]) {
        const query: ListQuery = { ...everything, ...wish, sort: sorts[at % 4]!, terms: parseTerms(words) }
        const found: number[] = []
        for (let after: Position | null = null; ;) {
          const page = await finder.find({ ...query, after }, audience, [])
          found.push(...page.map((row) => row.repo_id))
          if (page.length < query.limit) break
          after = positionOf(page.at(-1)!, query.sort)
        }
        const what = `${JSON.stringify(wish)} ${words.join(' ')} ${query.sort} ${JSON.stringify(audience)}`
        assert.deepEqual(found, expected(query, audience, words), what)
      }
  })

test('every sort order is one that the table can walk', async () => {
  const finder = createFinder(database.db)
  for (const sort of Object.keys(sortColumns) as Sort[]) {
    const [first, second] = await finder.find({ ...everything, sort, limit: 2 }, nobody, ['card_data'])
    const [next] = await finder.find({ ...everything, sort, after: positionOf(first!, sort), limit: 1 }, nobody, [])
    assert.equal(next?.repo_id, second?.repo_id, sort)
  }
})

test('the places in a row are those that searches ask for', async () => {
  const numbers = [0, 1, 7, 8, 9, 15, 16, 17, 1000, 2 ** 31 - 1]
  const large = [...numbers, 2 ** 31, 7_241_732_096, 2 ** 52, Number.MAX_SAFE_INTEGER]
  const moments = [
    '1970-01-01T00:00:00.000Z',
    '2019-12-31T23:59:59.999Z',
    '2026-11-22T08:37:13.732Z',
    '2071-01-01T00:00:00.000Z',
  ]
  const values: [Sort, (number | string)[]][] = [
    ['likes', numbers],
    ['downloads', large],
    ['num_parameters', large],
    ['createdAt', moments],
  ]
  for (const [sort, samples] of values)
    for (const value of samples) {
      await sql`update catalog set ${sql.ref(sortColumns[sort])} = ${value} where repo_id = 1`.execute(database.db)
      const bounds: [number | string | null, number | string | null][] = [
        [value, value],
        [value, null],
        [null, value],
        [samples[0]!, samples.at(-1)!],
      ]
      for (const [low, high] of bounds) assert.ok(await stands(sort, low, high), `${sort} ${value}: ${low} to ${high}`)
    }
  assert.ok(await stands('id', 1, Number.MAX_SAFE_INTEGER))
  assert.ok(!(await stands('id', 5000, null)))
  assert.ok(!(await stands('createdAt', null, '2026-11-22T08:37:13.732Z')))
})

async function stands(sort: Sort, low: number | string | null, high: number | string | null): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select places && ${keysBetween(sort, low, high)}::int[] as found from catalog where repo_id = 1`.execute(
    database.db,
  )
  return rows[0]!.found
}
