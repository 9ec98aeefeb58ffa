import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { isHubError } from '../../kit/errors.ts'
import type { ByteRange } from '../../ports/blob-store.ts'
import type { TableFile, TableFormat, Tables, TableSource, TableVerbs } from '../../ports/tables.ts'
import { parquetOf } from '../../testing/table-files.ts'
import { createTables } from './tables.ts'

type Read = { ranges: ByteRange[]; bytes: number }

let files = 0
function fileOf(content: Uint8Array, more: Partial<TableFile> = {}): TableFile & Read {
  const read: Read = { ranges: [], bytes: 0 }
  const open: TableFile['open'] = async () => ({
    read: async function* (range) {
      const { first, last } = range ?? { first: 0, last: content.length - 1 }
      counted.ranges.push({ first, last })
      counted.bytes += last + 1 - first
      yield content.subarray(first, last + 1)
    },
    [Symbol.asyncDispose]: async () => {},
  })
  const counted = Object.assign(read, { key: `file ${(files += 1)}`, sizeBytes: content.length, open, ...more })
  return counted
}
const sourceOf = (format: TableFormat, ...contents: (string | Uint8Array)[]): TableSource => ({
  format,
  files: contents.map((content) => fileOf(Buffer.from(content))),
})

suite('tables by DuckDB', () => {
  let folder: string
  let all: Tables
  let tables: TableVerbs
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    all = createTables({ folder, limitBytes: 64 * 1024 * 1024 })
    tables = all.for({ name: 'alice', signal: new AbortController().signal })
  })
  after(async () => {
    await all[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const numbers = `SELECT i AS id, 'text ' || i AS words, hash(i) AS noise, hash(i + 1) AS more_noise,
    {'bytes': repeat(hash(i)::VARCHAR, 20)::BLOB, 'path': i || '.png'} AS image, [i, i + 1] AS pair,
    CASE WHEN i % 2 = 0 THEN 'even' END AS label FROM range(100000) t(i)`

  test('a page of Parquet, with only the row group read that holds it, and no pictures', async () => {
    const file = fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240'))
    const source: TableSource = { format: 'parquet', files: [file] }
    const facts = await tables.facts(source)
    assert.equal(facts.rows, 100_000)
    assert.deepEqual(
      facts.columns.map(({ name }) => name),
      ['id', 'words', 'noise', 'more_noise', 'image', 'pair', 'label'],
    )
    assert.deepEqual(facts.columns[5]!.type, { kind: 'list', of: { kind: 'value', dtype: 'int64' } })
    const page = await tables.rows(source, { offset: 75_000, length: 3 })
    assert.deepEqual(
      page.rows.map(({ index }) => index),
      [75_000, 75_001, 75_002],
    )
    assert.deepEqual(page.rows[0]!.values.slice(0, 2), [75_000, 'text 75000'])
    assert.deepEqual(page.rows[0]!.values.slice(4), [{ bytes: null, path: '75000.png' }, [75_000, 75_001], 'even'])
    assert.equal(page.total, 100_000)
    assert.ok(file.bytes < file.sizeBytes / 5, `${file.bytes} of ${file.sizeBytes}`)
  })

  test('a row group that ends within a page, and a page past the end', async () => {
    const source: TableSource = {
      format: 'parquet',
      files: [fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240'))],
    }
    const page = await tables.rows(source, { offset: 10_235, length: 10 })
    assert.deepEqual(
      page.rows.map(({ values }) => values[0]),
      [10235, 10236, 10237, 10238, 10239, 10240, 10241, 10242, 10243, 10244],
    )
    assert.deepEqual((await tables.rows(source, { offset: 100_000, length: 10 })).rows, [])
    assert.equal((await tables.rows(source, { offset: 99_999, length: 10 })).rows.length, 1)
  })

  test('conditions, order and search, over several files', async () => {
    const [one, two] = [
      await parquetOf(`SELECT i AS id, 'a' || i AS name FROM range(1000) t(i)`),
      await parquetOf(`SELECT i AS id, 'b' || i AS name, true AS extra FROM range(1000, 3000) t(i)`),
    ]
    const source = sourceOf('parquet', one, two)
    const where = { op: '>' as const, left: { column: 'id' }, right: { value: 2000 } }
    const found = await tables.rows(source, {
      offset: 0,
      length: 2,
      where,
      orderBy: [{ column: 'id', descending: true }],
    })
    assert.equal(found.total, 999)
    assert.deepEqual(
      found.rows.map(({ index, values }) => [index, ...values]),
      [
        [2999, 2999, 'b2999', true],
        [2998, 2998, 'b2998', true],
      ],
    )
    const searched = await tables.rows(source, { offset: 0, length: 10, search: 'A99' })
    assert.deepEqual(
      searched.rows.map(({ values }) => values[1]),
      ['a99', 'a990', 'a991', 'a992', 'a993', 'a994', 'a995', 'a996', 'a997', 'a998'],
    )
    assert.deepEqual(searched.rows[0]!.values, [99, 'a99', null])
    const names = {
      op: 'in' as const,
      left: { column: 'name' },
      values: [{ value: `b'; DROP TABLE x; --` }, { value: 'a1' }],
    }
    assert.equal((await tables.rows(source, { offset: 0, length: 10, where: names })).total, 1)
  })

  test('a column that a condition names is read, others are not', async () => {
    const file = fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240'))
    const where = { op: '=' as const, left: { column: 'id' }, right: { value: 5 } }
    const found = await tables.rows({ format: 'parquet', files: [file] }, { offset: 0, length: 10, where })
    assert.deepEqual(
      found.rows.map(({ index }) => index),
      [5],
    )
    assert.ok(file.bytes < file.sizeBytes / 4, `${file.bytes} of ${file.sizeBytes}`)
  })

  test('CSV, TSV, JSON, JSON Lines and text, with types as they seem', async () => {
    const csv = await tables.rows(sourceOf('csv', 'id,name\n1,"two\nlines"\n2,\n'), { offset: 0, length: 10 })
    assert.deepEqual(csv.columns, [
      { name: 'id', type: { kind: 'value', dtype: 'int64' } },
      { name: 'name', type: { kind: 'value', dtype: 'string' } },
    ])
    assert.deepEqual(
      csv.rows.map(({ values }) => values),
      [
        [1, 'two\nlines'],
        [2, null],
      ],
    )
    const tsv = await tables.rows(sourceOf('tsv', 'a\tb\n1\t2.5\n'), { offset: 0, length: 10 })
    assert.deepEqual(tsv.rows[0]!.values, [1, 2.5])
    const lines = await tables.rows(sourceOf('jsonl', '{"a":1,"b":{"c":[1,2]}}\n{"a":2,"b":{"c":[]}}\n'), {
      offset: 1,
      length: 10,
    })
    assert.deepEqual(lines.rows, [{ index: 1, values: [2, { c: [] }], truncated: [] }])
    const json = await tables.rows(sourceOf('json', '[{"a":"x"},{"a":"y"}]'), { offset: 0, length: 10 })
    assert.equal(json.total, 2)
    const text = await tables.rows(sourceOf('text', 'one, "two\nthree\n'), { offset: 0, length: 10 })
    assert.deepEqual(
      text.rows.map(({ values }) => values),
      [['one, "two'], ['three']],
    )
  })

  test('the first rows of a large CSV come from its head; all of it when somebody asks for more', async () => {
    const lines = Array.from({ length: 600_000 }, (_, at) => `${at},"some words, number ${at}"\n`)
    const file = fileOf(Buffer.from(`id,words\n${lines.join('')}`))
    const source: TableSource = { format: 'csv', files: [file] }
    const first = await tables.rows(source, { offset: 0, length: 5 })
    assert.ok(file.bytes < 3 * 1024 * 1024 && first.isPartial)
    assert.deepEqual(first.rows[4]!.values, [4, 'some words, number 4'])
    const last = await tables.rows(source, { offset: 599_999, length: 5 })
    assert.deepEqual(last.rows[0]!.values, [599_999, 'some words, number 599999'])
    assert.deepEqual([last.total, last.isPartial], [600_000, false])
  })

  test('long values are cut and said to be; alone they are whole', async () => {
    const source = sourceOf('jsonl', `{"a":"${'x'.repeat(200_000)}"}\n{"a":"short"}\n`)
    const many = await tables.rows(source, { offset: 0, length: 100 })
    assert.deepEqual(
      many.rows.map(({ truncated }) => truncated),
      [['a'], []],
    )
    const one = await tables.rows(source, { offset: 0, length: 1 })
    assert.equal((one.rows[0]!.values[0] as string).length, 200_000)
  })

  test('statistics of numbers, texts, labels, lists, times and truth', async () => {
    const select = `SELECT i AS n, i / 4.0 AS f, CASE WHEN i % 3 = 0 THEN NULL ELSE 'l' || (i % 3) END AS label, repeat('w', i::INT) AS words, i % 2 = 0 AS truth, range(i % 5) AS list, TIMESTAMP '2024-01-01' + INTERVAL (i) DAY AS day FROM range(100) t(i)`
    const { columns, rows } = await tables.statistics(sourceOf('parquet', await parquetOf(select)))
    assert.equal(rows, 100)
    const [n, f, label, words, truth, list, day] = columns
    assert.deepEqual(n, {
      name: 'n',
      rows: 100,
      nulls: 0,
      kind: 'number',
      of: {
        min: 0,
        max: 99,
        mean: 49.5,
        median: 49.5,
        deviation: 29.011491975882016,
        histogram: { counts: Array.from({ length: 10 }, () => 10), edges: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99] },
      },
    })
    assert.ok(f?.kind === 'number' && f.of.max === 24.75)
    assert.ok(label?.kind === 'labels' && label.nulls === 34)
    assert.deepEqual(
      label.frequencies.toSorted((a, b) => a.label.localeCompare(b.label)),
      [
        { label: 'l1', count: 33 },
        { label: 'l2', count: 33 },
      ],
    )
    assert.ok(words?.kind === 'length' && words.of.max === 99)
    assert.ok(truth?.kind === 'labels' && truth.frequencies.length === 2)
    assert.ok(list?.kind === 'length' && list.of.max === 4)
    assert.ok(day?.kind === 'time' && day.of.min === '2024-01-01T00:00:00.000Z')
  })

  test('the bytes of one cell', async () => {
    const source: TableSource = {
      format: 'parquet',
      files: [fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240'))],
    }
    const bytes = await tables.bytesOf(source, { row: 54_321, path: ['image', 'bytes'] })
    assert.match(Buffer.from(bytes!).toString(), /^\d{100,}$/)
    assert.equal(await tables.bytesOf(source, { row: 100_000, path: ['image', 'bytes'] }), null)
  })

  test('one SELECT over tables by name reads no more than it names', async () => {
    const file = fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240'))
    const named = new Map<string, TableSource>([
      ['train', { format: 'parquet', files: [file] }],
      ['other', sourceOf('csv', 'id,x\n1,one\n2,two\n')],
    ])
    const answer = await tables.query(
      named,
      'SELECT label, count(*) AS n, sum(id) AS s FROM train GROUP BY label ORDER BY label',
    )
    assert.deepEqual(answer.rows, [
      ['even', 50_000, 2_499_950_000],
      [null, 50_000, 2_500_000_000],
    ])
    assert.ok(file.bytes < file.sizeBytes / 4, `${file.bytes} of ${file.sizeBytes}`)
    const joined = await tables.query(named, 'SELECT x, words FROM train JOIN other USING (id) ORDER BY x')
    assert.deepEqual(joined.rows, [
      ['one', 'text 1'],
      ['two', 'text 2'],
    ])
    for (const sql of [
      'SUMMARIZE other',
      'DESCRIBE train',
      'SHOW TABLES',
      'FROM Other',
      `SELECT '''--', $$/*$$ FROM other -- x`,
    ])
      assert.ok((await tables.query(named, sql)).rows.length >= 2, sql)
    const counted = await tables.query(
      named,
      "WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t WHERE i < 3), u AS (FROM t) SELECT (SELECT count(*) FROM u), (WITH x AS (FROM u) SELECT max(i) FROM x), json_extract('{\"a\": 1}', '$.a') FROM range(2)",
    )
    assert.deepEqual(counted.rows[0], [3, 3, '1'])
    const cut = await tables.query(named, 'FROM train')
    assert.deepEqual([cut.rows.length > 0, cut.isCut], [true, true])
  })

  test('a hole is never taken for data', async () => {
    const file = fileOf(await parquetOf(numbers, ', ROW_GROUP_SIZE 10240, COMPRESSION uncompressed'))
    const source: TableSource = { format: 'parquet', files: [file] }
    await tables.rows(source, { offset: 0, length: 1 })
    // Somebody empties the cache's files behind our back.
    for (const name of await readdir(join(folder, 'files'))) {
      const path = join(folder, 'files', name)
      await truncate(path, 0)
      await truncate(path, file.sizeBytes)
    }
    await assert.rejects(tables.rows(source, { offset: 20_000, length: 1 }), /damaged/)
  })

  test('whatever a footer says, the answer is rows or words for the asker', async () => {
    const good = await parquetOf('SELECT i AS id, [i, i + 1] AS pair FROM range(5000) t(i)', ', ROW_GROUP_SIZE 2048')
    const footer = { start: good.length - 8 - good.readUInt32LE(good.length - 8), end: good.length - 8 }
    const outcomes = { rows: 0, words: 0 }
    for (let at = footer.start; at < footer.end; at += 17) {
      const content = Buffer.from(good)
      content[at] = (content[at]! + 1 + at) % 256
      const told = await tables.rows(sourceOf('parquet', content), { offset: 3000, length: 10 }).then(
        () => 'rows' as const,
        (error: unknown) => {
          assert.ok(isHubError(error, 'BadRequest'), String(error))
          return 'words' as const
        },
      )
      outcomes[told] += 1
    }
    assert.ok(outcomes.rows > 0 && outcomes.words > 0, JSON.stringify(outcomes))
  })

  test('damaged files and files of another kind are told as such', async () => {
    await assert.rejects(
      tables.rows(sourceOf('parquet', 'this is no Parquet file at all'), { offset: 0, length: 1 }),
      /no Parquet file/,
    )
    const content = await parquetOf('SELECT 1 AS a')
    content.fill(0xff, 4, content.length - 8)
    await assert.rejects(tables.facts(sourceOf('parquet', content)), /damaged|cannot be read/)
    // Its footer names bytes that are not there.
    const whole = await parquetOf(numbers)
    const footerBytes = whole.readUInt32LE(whole.length - 8) + 8
    const short = sourceOf('parquet', Buffer.concat([whole.subarray(0, 4), whole.subarray(-footerBytes)]))
    await assert.rejects(tables.rows(short, { offset: 0, length: 1 }), { code: 'BadRequest', message: /damaged/ })
    await assert.rejects(tables.rows(sourceOf('json', '{"a": '), { offset: 0, length: 1 }), { code: 'BadRequest' })
  })
})
