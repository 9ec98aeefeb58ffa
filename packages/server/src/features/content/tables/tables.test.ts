import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { commitOk, createRepo, file, json, lfsFile, refused, send, uploadObject } from '../../../testing/requests.ts'
import { parquetOf } from '../../../testing/table-files.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

type Rows = {
  features: { name: string; type: Record<string, unknown> }[]
  rows: { row_idx: number; row: Record<string, unknown>; truncated_cells: string[] }[]
  num_rows_total: number
  partial: boolean
}

const png = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.from('not much of a picture')])

suite('tables in files', () => {
  let hub: TestHub
  let alice: Person
  before(async () => {
    hub = await startTestHub()
    alice = await hub.person('alice')
    await createRepo(hub, alice, 'some-model')
    await createRepo(hub, alice, 'secret', { type: 'dataset', private: true })
    const select = `SELECT i AS id, 'number ' || i AS words, {'bytes': from_hex('${png.toString('hex')}'), 'path': i || '.png'} AS image FROM range(5000) t(i)`
    const parquet = await parquetOf(select, ', ROW_GROUP_SIZE 2048')
    await uploadObject(hub, 'alice/some-model', parquet, alice)
    await commitOk(
      hub,
      'alice/some-model',
      [
        { key: 'header', value: { summary: 'tables' } },
        file('evals/results.csv', 'task,score\nmmlu,0.5\ngsm8k,0.75\n'),
        file('prices.csv', 'what,price\nbread,50% off\nmilk,500\nsalt,a_b\nrice,axb\nback,c\\d\n'),
        file('config.json', '{"a": 1}'),
        file('readme.bin', 'x'),
        file('<b>&"\'.csv', 'a\n1\n'),
        lfsFile('data.parquet', parquet),
      ],
      { as: alice },
    )
    await commitOk(hub, 'alice/secret', [{ key: 'header', value: { summary: 'data' } }, file('train.csv', 'a\n1\n')], {
      as: alice,
      type: 'datasets',
    })
  })
  after(() => hub[Symbol.asyncDispose]())

  const rows = (path: string, query = '') =>
    json<Rows>(hub.fetch(`/api/models/alice/some-model/table/main/${path}${query}`))

  const askedBy = (who: { as?: Person; signal?: AbortSignal }, query: string) =>
    hub.fetch('/api/models/alice/some-model/table-query/main/data.parquet', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query }),
      ...who,
    })

  test('a small CSV in git, a Parquet file in LFS, by pages', async () => {
    const csv = await rows('evals/results.csv')
    assert.deepEqual(
      csv.features.map(({ name, type }) => [name, type]),
      [
        ['task', { dtype: 'string', _type: 'Value' }],
        ['score', { dtype: 'float64', _type: 'Value' }],
      ],
    )
    assert.deepEqual(csv.rows[1], { row_idx: 1, row: { task: 'gsm8k', score: 0.75 }, truncated_cells: [] })
    const parquet = await rows('data.parquet', '?offset=4998&length=10')
    assert.deepEqual(
      [parquet.num_rows_total, parquet.partial, parquet.rows.map(({ row }) => row['id'])],
      [5000, false, [4998, 4999]],
    )
    assert.deepEqual(parquet.features[2]?.type, { _type: 'Image' })
    const odd = await rows(encodeURIComponent(`<b>&"'.csv`))
    assert.deepEqual(odd.rows[0]?.row, { a: 1 })
  })

  test('a picture in a cell has an address of its own, as a picture only', async () => {
    const { rows: found } = await rows('data.parquet', '?offset=3000&length=1')
    const { src } = found[0]!.row['image'] as { src: string }
    const answer = await fetch(src)
    assert.equal(answer.headers.get('Content-Type'), 'image/png')
    assert.match(answer.headers.get('Content-Security-Policy') ?? '', /sandbox/)
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png)
    await refused(hub.fetch('/api/models/alice/some-model/cell/main/data.parquet?row=9999&column=image&column=bytes'), {
      status: 404,
      code: 'EntryNotFound',
      says: /nothing/,
    })
  })

  test('conditions, order, search, and words on what is wrong with them', async () => {
    const wish = new URLSearchParams({ where: '"id" < 100 AND words LIKE \'%9\'', orderby: 'id DESC', length: '2' })
    const found = await rows('data.parquet', `?${wish.toString()}`)
    assert.deepEqual([found.num_rows_total, found.rows.map(({ row_idx }) => row_idx)], [10, [99, 89]])
    const priced = async (value: string) => {
      const where = encodeURIComponent(String.raw`price ILIKE '%${value}%' ESCAPE '\'`)
      return (await rows('prices.csv', `?where=${where}`)).rows.map(({ row }) => row['what'])
    }
    assert.deepEqual(
      [
        await priced(String.raw`50\%`),
        await priced(String.raw`A\_B`),
        await priced(String.raw`c\\d`),
        await priced('50%'),
      ],
      [['bread'], ['salt'], ['back'], ['bread', 'milk']],
    )
    assert.equal((await rows('data.parquet', '?search=NUMBER%204999')).num_rows_total, 1)
    const at = (query: string) => hub.fetch(`/api/models/alice/some-model/table/main/data.parquet?${query}`)
    await refused(at(`where=${encodeURIComponent('id = (SELECT 1)')}`), { status: 400, says: /character 6/ })
    await refused(at('orderby=nothing'), { status: 400, says: /no column "nothing"/ })
    await refused(at('length=101'), { status: 400, says: /length/ })
    await refused(hub.fetch('/api/models/alice/some-model/table/main/readme.bin'), { status: 400, says: /no table/ })
    await refused(hub.fetch('/api/models/alice/some-model/table/main/nothing.csv'), {
      status: 404,
      code: 'EntryNotFound',
      says: /nothing\.csv/,
    })
  })

  test('statistics, and SQL over the file', async () => {
    const { statistics } = await json<{ statistics: { column_name: string; column_type: string }[] }>(
      hub.fetch('/api/models/alice/some-model/table-statistics/main/data.parquet'),
    )
    assert.deepEqual(
      statistics.map(({ column_name, column_type }) => [column_name, column_type]),
      [
        ['id', 'int'],
        ['words', 'string_text'],
      ],
    )
    const ask = (query: string) =>
      send(hub, 'POST', '/api/models/alice/some-model/table-query/main/data.parquet', { json: { query } })
    assert.deepEqual((await json<{ rows: unknown[][] }>(ask('SELECT count(*), max(id) FROM data'))).rows, [
      [5000, 4999],
    ])
    await refused(ask('SELECT nothing FROM data'), { status: 400, says: /nothing/ })
    await refused(ask(`SELECT * FROM read_text('/etc/passwd')`), { status: 400, says: /cannot be used/ })
  })

  test('part of a file is sent as it is read, and may be asked for in parts', async () => {
    const at = '/api/models/alice/some-model/slice/main/evals/results.csv?offset=5&size=10'
    const whole = await hub.fetch(at)
    assert.deepEqual(
      [whole.headers.get('Content-Type'), await whole.text()],
      ['application/octet-stream', 'score\nmmlu'],
    )
    const part = await hub.fetch(at, { headers: { Range: 'bytes=6-7' } })
    assert.deepEqual([part.status, await part.text()], [206, 'mm'])
    await refused(hub.fetch(at.replace('size=10', 'size=1000')), { status: 400, says: /ends before/ })
  })

  test('a file whose words on its columns go down without end is read without them', async () => {
    const deep = `${'{"a":'.repeat(20_000)}{"_type":"Value","dtype":"int64"}${'}'.repeat(20_000)}`
    const metadata = `, KV_METADATA {huggingface: '{"info":{"features":{"a":${deep}}}}'}`
    await createRepo(hub, alice, 'deep', { type: 'dataset' })
    const content = await parquetOf('SELECT 1 AS a', metadata)
    const lines = [{ key: 'header', value: { summary: 'deep' } }, file('train.parquet', content)]
    await commitOk(hub, 'alice/deep', lines, { as: alice, type: 'datasets' })
    const { features } = await json<Rows>(hub.fetch('/api/datasets/alice/deep/table/main/train.parquet'))
    assert.deepEqual(features[0]?.type, { dtype: 'int32', _type: 'Value' })
    assert.equal((await hub.fetch('/api/datasets/alice/deep/croissant')).status, 200)
  })

  test('a query is stopped when its reader leaves, and nobody else waits for it', { timeout: 60_000 }, async () => {
    const leaves = new AbortController()
    const count = 'SELECT count(*) FROM data'
    const endless = 'SELECT sum(a.range * b.range % 7) FROM range(10000000) a, range(10000000) b'
    let isStopped = false
    const slow = [askedBy(leaves, endless), askedBy(leaves, endless)].map((asked) =>
      asked.finally(() => (isStopped = true)),
    )
    const left = Promise.allSettled(slow)
    assert.equal((await askedBy({ as: alice }, count)).status, 200)
    assert.equal(isStopped, false, 'alice did not wait for the stranger')
    leaves.abort()
    await left
    assert.equal((await askedBy({ signal: AbortSignal.timeout(12_000) }, count)).status, 200)
  })

  test('a private table is there for those who may read it only, and looks missing to others', async () => {
    const bob = await hub.person('bob')
    for (const path of [
      'table/main/train.csv',
      'table-statistics/main/train.csv',
      'cell/main/train.csv?row=0&column=a',
      'slice/main/train.csv?offset=0&size=1',
      'viewer',
    ]) {
      await refused(hub.fetch(`/api/datasets/alice/secret/${path}`, { as: bob }), {
        status: 404,
        code: 'RepoNotFound',
        says: /not found/,
      })
      await refused(hub.fetch(`/api/datasets/alice/secret/${path}`), {
        status: 401,
        code: 'RepoNotFound',
        says: /Invalid/,
      })
    }
    assert.equal(
      (await json<Rows>(hub.fetch('/api/datasets/alice/secret/table/main/train.csv', { as: alice }))).num_rows_total,
      1,
    )
    await refused(send(hub, 'POST', '/api/datasets/alice/secret/sql', { as: bob, json: { query: 'FROM train' } }), {
      status: 404,
      code: 'RepoNotFound',
      says: /not found/,
    })
  })
})
