import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { isHubError } from '../../kit/errors.ts'
import type { Tables, TableSource, TableVerbs } from '../../ports/tables.ts'
import { createTables } from './tables.ts'

const csv = Buffer.from('id,name\n1,one\n2,two\n')
const file = {
  key: 'data',
  sizeBytes: csv.length,
  open: async () => ({
    read: async function* () {
      yield csv
    },
    [Symbol.asyncDispose]: async () => {},
  }),
}
const data = new Map<string, TableSource>([['data', { format: 'csv', files: [file] }]])

suite('somebody else’s SQL', () => {
  let folder: string
  let all: Tables
  let tables: TableVerbs
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    all = createTables({ folder, limitBytes: 64 * 1024 * 1024, queryMilliseconds: 4000 })
    tables = all.for({ name: 'alice', signal: new AbortController().signal })
  })
  after(async () => {
    await all[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const refused: [string, RegExp][] = [
    [
      'WITH RECURSIVE duckdb_views AS (SELECT sql FROM duckdb_views UNION ALL SELECT sql FROM duckdb_views) FROM duckdb_views',
      /Table with name duckdb_views does not exist/,
    ],
    ['SELECT * FROM dta', /Table with name dta does not exist/],
    ['SELECT idd\nFROM data', /LINE 1: SELECT idd/],
    ['SELEC 1', /syntax error at or near "SELEC"/],
    ['', /no SELECT/],
    ['-- nothing', /no SELECT/],
    ['SELECT 1; SELECT 2', /one SELECT/],
    [`COPY (SELECT 1) TO 'x.csv'`, /only SELECT/],
    [`COPY data TO '/tmp/x'`, /only SELECT/],
    [`ATTACH 'x.db'`, /only SELECT/],
    [`EXPORT DATABASE 'x'`, /only SELECT/],
    ['INSTALL httpfs', /only SELECT/],
    ['LOAD httpfs', /only SELECT/],
    ['SET threads = 8', /only SELECT/],
    [`SET allowed_paths = ['/etc/passwd']`, /only SELECT/],
    ['RESET lock_configuration', /only SELECT/],
    ['PRAGMA database_list', /only SELECT/],
    ['PRAGMA enable_profiling', /only SELECT/],
    ['/**/ PRAGMA database_list', /only SELECT/],
    ['-- x\nPRAGMA database_list', /only SELECT/],
    ['/* a /* nested */ */ SET threads = 8', /only SELECT/],
    ['CALL pragma_version()', /only SELECT/],
    ['CREATE TABLE t AS SELECT 1', /only SELECT/],
    ['INSERT INTO data VALUES (3, 3)', /only SELECT/],
    ['DROP VIEW data', /only SELECT/],
    ['EXPLAIN ANALYZE SELECT 1', /only SELECT/],
    ['EXPLAIN SELECT * FROM data', /only SELECT/],
    [`SELECT * FROM read_csv('/etc/passwd')`, /cannot be used/],
    [`SELECT * FROM "read_text" ('/etc/passwd')`, /cannot be used/],
    [`SELECT * FROM read_blob/* x */('/etc/passwd')`, /cannot be used/],
    [`SELECT * FROM glob('/etc/*')`, /cannot be used/],
    [`SELECT * FROM '/etc/passwd'`, /does not exist/],
    [`FROM '/etc/passwd.csv'`, /does not exist/],
    [`SELECT * FROM "files/../../../etc/passwd.csv"`, /does not exist/],
    [`SELECT * FROM 'https://example.com/x.parquet'`, /does not exist/],
    [`SELECT * FROM read_csv(['/etc/passwd'])`, /cannot be used/],
    [`FROM data, LATERAL (FROM read_csv(data.name))`, /cannot be used/],
    [`SELECT (SELECT max(content) FROM read_text('/etc/passwd'))`, /cannot be used/],
    [`SELECT 1 UNION ALL SELECT content FROM read_text('/etc/passwd')`, /cannot be used/],
    [`WITH t AS (FROM read_blob('/etc/passwd')) FROM t`, /cannot be used/],
    [`SELECT * FROM data WHERE id IN (SELECT 1 FROM glob('*'))`, /cannot be used/],
    [`SUMMARIZE (FROM duckdb_views())`, /cannot be used/],
    [`PIVOT (FROM duckdb_settings()) ON name IN ('a') USING max(value)`, /cannot be used/],
    [`VALUES ((SELECT sql FROM duckdb_views() LIMIT 1))`, /cannot be used/],
    [`SELECT current_setting('allowed_paths')`, /cannot be used/],
    [`SELECT "current_setting"('temp_directory')`, /cannot be used/],
    ['SELECT * FROM duckdb_settings()', /cannot be used/],
    ['SELECT * FROM duckdb_views', /does not exist/],
    ['SELECT * FROM information_schema.tables', /does not exist/],
    ['SELECT * FROM pg_catalog.pg_views', /does not exist/],
    ['SELECT * FROM sqlite_master', /does not exist/],
    ['SELECT (WITH duckdb_views AS (SELECT 1) SELECT 1) FROM duckdb_views', /does not exist/],
    ['WITH a AS (FROM duckdb_views), duckdb_views AS (SELECT 1) FROM a', /does not exist/],
    ['WITH duckdb_views AS (FROM duckdb_views) FROM duckdb_views', /does not exist/],
    ['WITH duckdb_views AS (SELECT 1) FROM main.duckdb_views', /does not exist/],
    ['WITH "duc\u212Adb_views" AS (SELECT 1) FROM duckdb_views', /does not exist/],
    ['SHOW ALL TABLES', /only SHOW TABLES/],
    ['SHOW databases', /only SHOW TABLES/],
    [`FROM summary('data')`, /cannot be used/],
    [`FROM histogram('duckdb_views', 'sql')`, /cannot be used/],
    [`SELECT $$'$$, current_setting('temp_directory'), $$'$$`, /cannot be used/],
    [`SELECT '--', current_setting('temp_directory')`, /cannot be used/],
    [`SELECT '/*', current_setting('temp_directory'), '*/'`, /cannot be used/],
    [`SELECT e'\\'', current_setting('temp_directory'), ''''`, /cannot be used/],
    [`SELECT current_setting\n-- x\n('temp_directory')`, /cannot be used/],
    [`SELECT CURRENT_Setting('temp_directory')`, /cannot be used/],
    [`SELECT pg_catalog.current_setting('temp_directory')`, /cannot be used/],
    [`SELECT name.current_setting() FROM data`, /cannot be used/],
    [`SELECT list_transform(['temp_directory'], lambda x: current_setting(x))`, /cannot be used/],
    [`SELECT 1 ORDER BY current_setting('temp_directory')`, /cannot be used/],
    [`SELECT count(*) FILTER (WHERE current_setting('threads') = '2') OVER () FROM data`, /cannot be used/],
    [`SELECT 1 LIMIT getenv('HOME')::INT`, /cannot be used/],
    [`SELECT json_serialize_plan('FROM duckdb_views()')`, /cannot be used/],
    [`SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`, /cannot be used/],
    [`SELECT pg_get_viewdef(1)`, /cannot be used/],
    ['SELECT 1\0; DROP VIEW data', /Parser Error/],
    [`SELECT * FROM query('SELECT 1')`, /cannot be used/],
    [`SELECT getenv('HOME')`, /cannot be used/],
    ["SELECT error('/')", /\//],
  ]
  for (const [sql, says] of refused)
    test(`is refused: ${sql}`, async () => {
      const error = await tables.query(data, sql).then(
        (answer) => assert.fail(JSON.stringify(answer.rows)),
        (thrown: { code?: string; message: string }) => thrown,
      )
      assert.equal(error.code, 'BadRequest', error.message)
      assert.match(error.message, says)
      assert.ok(!error.message.includes(folder) && !/files\/[0-9a-f]{10}/.test(error.message), error.message)
    })

  const heavy = [
    'SELECT sum(a.range * b.range % 7) FROM range(10000000) a, range(10000000) b',
    'SELECT count(*) FROM generate_series(1, 1000000000000) t(i) WHERE hash(i) % 10 = 11',
    'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT max(i) FROM t',
    `SELECT length(repeat('x', 5000000000))`,
    'SELECT list(i) FROM range(2000000000) t(i)',
    `SELECT string_agg(repeat('x', 100000), '') FROM range(1000000)`,
    'SELECT i FROM range(1000000000) t(i) ORDER BY hash(i) DESC, random()',
  ]
  test('a query whose asker left is stopped, and others are answered meanwhile', async () => {
    const controller = new AbortController()
    const stranger = all.for({ name: 'stranger', signal: controller.signal })
    const [slow = ''] = heavy
    const left = [stranger.query(data, slow), stranger.query(data, slow), stranger.query(data, slow)]
    assert.deepEqual((await tables.query(data, 'SELECT count(*) FROM data')).rows, [[2]])
    controller.abort()
    for (const outcome of await Promise.allSettled(left))
      assert.ok(outcome.status === 'rejected' && isHubError(outcome.reason, 'Unavailable'))
    const again = all.for({ name: 'stranger', signal: new AbortController().signal })
    assert.deepEqual((await again.query(data, 'SELECT count(*) FROM data')).rows, [[2]])
  })

  test(
    'what would take for ever or all memory is stopped, and the next is answered',
    { timeout: 240_000 },
    async () => {
      const outcomes = await Promise.allSettled(
        heavy.map((sql) => all.for({ name: sql, signal: new AbortController().signal }).query(data, sql)),
      )
      for (const [at, outcome] of outcomes.entries()) {
        assert.ok(outcome.status === 'rejected', `${heavy[at]}: ${JSON.stringify(outcome).slice(0, 200)}`)
        assert.match(String(outcome.reason), /too long|memory|Out of Range|rows/)
      }
      assert.deepEqual((await tables.query(data, 'SELECT count(*) FROM data')).rows, [[2]])
    },
  )

  test('an endless answer is cut, a regular expression cannot run away', async () => {
    const endless = await tables.query(data, 'SELECT i FROM range(1000000000000) t(i)')
    assert.deepEqual([endless.rows.length, endless.isCut], [1000, true])
    const pattern = await tables.query(data, `SELECT regexp_matches(repeat('a', 100000), '(a+)+$b') AS m`)
    assert.deepEqual(pattern.rows, [[false]])
    const wide = await tables.query(data, `SELECT repeat('x', 100000) AS x FROM range(1000)`)
    assert.ok(wide.isCut && JSON.stringify(wide.rows).length < 5 * 1024 * 1024)
  })
})
