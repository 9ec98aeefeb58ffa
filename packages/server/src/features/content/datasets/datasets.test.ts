import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, suite, test } from 'node:test'
import { commitOk, createRepo, file, json, lfsFile, refused, send } from '../../../testing/requests.ts'
import { parquetOf } from '../../../testing/table-files.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

type Row = { row_idx: number; row: Record<string, unknown> }
type Rows = {
  features: { name: string; type: Record<string, unknown> }[]
  rows: Row[]
  num_rows_total: number
  partial: boolean
}

const png = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.from('not much of a picture')])
const header = { key: 'header', value: { summary: 'data' } }

/** A tar file as GNU tar writes them. */
function tarOf(members: Record<string, string | Buffer>): Buffer<ArrayBuffer> {
  const parts = Object.entries(members).flatMap(([name, value]) => {
    const content = Buffer.from(value)
    const block = Buffer.alloc(512)
    block.write(name)
    block.write(content.length.toString(8).padStart(11, '0'), 124)
    block.write('ustar  \0', 257)
    block.write('0', 156)
    block.fill(' ', 148, 156)
    const sum = block.reduce((total, byte) => total + byte, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

suite('the dataset viewer', () => {
  let hub: TestHub
  let alice: Person
  const get = <Body extends object>(path: string, as?: Person) =>
    json<Body>(hub.fetch(`/api/datasets-server/${path}`, { as }))

  const ask = (query: string) => send(hub, 'POST', '/api/datasets/alice/parquet/sql', { json: { query } })

  before(async () => {
    hub = await startTestHub()
    alice = await hub.person('alice')
    const make = async (name: string, files: Record<string, string | Buffer>, more = {}) => {
      await createRepo(hub, alice, name, { type: 'dataset', ...more })
      const lines: unknown[] = [header]
      for (const [path, content] of Object.entries(files)) {
        if (typeof content === 'string') lines.push(file(path, content))
        else {
          const bytes = Buffer.from(content)
          const answer = await send(hub, 'POST', `/datasets/alice/${name}.git/info/lfs/objects/batch`, {
            as: alice,
            json: { operation: 'upload', objects: [{ oid: lfsFile(path, bytes).value.oid, size: bytes.length }] },
          })
          const { objects } = (await answer.json()) as { objects: { actions?: { upload: { href: string } } }[] }
          const href = objects[0]?.actions?.upload.href
          if (href) assert.equal((await fetch(href, { method: 'PUT', body: bytes })).status, 200)
          lines.push(lfsFile(path, bytes))
        }
      }
      await commitOk(hub, `alice/${name}`, lines, { as: alice, type: 'datasets' })
    }
    await make('parquet', {
      'data/train-00000-of-00002.parquet': await parquetOf(`SELECT i AS id, i % 2 AS label FROM range(300) t(i)`),
      'data/train-00001-of-00002.parquet': await parquetOf(`SELECT i AS id, i % 2 AS label FROM range(300, 500) t(i)`),
      'data/test-00000-of-00001.parquet': await parquetOf(`SELECT i AS id, i % 2 AS label FROM range(10) t(i)`),
      'README.md':
        '---\ndataset_info:\n  features:\n  - name: label\n    dtype:\n      class_label:\n        names:\n          "0": even\n          "1": odd\n---\n',
    })
    await make('configs', {
      'README.md':
        '---\nconfigs:\n- config_name: english\n  data_files: en/*.csv\n- config_name: chinese\n  default: true\n  data_files:\n  - split: train\n    path: zh/a.jsonl\n  - split: held_out\n    path: zh/b.jsonl\n---\n',
      'en/a.csv': 'text\nhello\n',
      'zh/a.jsonl': '{"text":"你好"}\n{"text":"再见"}\n',
      'zh/b.jsonl': '{"text":"谢谢"}\n',
    })
    await make('pictures', { 'train/cat/1.png': png, 'train/dog/2.png': png, 'train/dog/3.png': png })
    await make('described', {
      'train/1.png': png,
      'train/2.png': png,
      'train/metadata.csv': 'file_name,caption\n1.png,"a cat, asleep"\n2.png,a dog\n',
    })
    await make('tar', {
      'shard-000.tar': tarOf({
        'a/1.png': png,
        'a/1.json': '{"caption":"one"}',
        'a/1.txt': 'the first',
        'a/2.png': png,
        'a/2.json': '{"caption":"two"}',
      }),
    })
    await make('secret', { 'train.csv': 'a\n1\n' }, { private: true })
    await make('empty', { 'notes.md': 'nothing yet' })
  })
  after(() => hub[Symbol.asyncDispose]())

  test('splits, rows over several files, features of the card', async () => {
    const { splits } = await get<{ splits: unknown[] }>('splits?dataset=alice/parquet')
    assert.deepEqual(splits, [
      { dataset: 'alice/parquet', config: 'default', split: 'train' },
      { dataset: 'alice/parquet', config: 'default', split: 'test' },
    ])
    const page = await get<Rows>('rows?dataset=alice/parquet&config=default&split=train&offset=298&length=4')
    assert.deepEqual(
      page.rows.map(({ row_idx, row }) => [row_idx, row['id']]),
      [
        [298, 298],
        [299, 299],
        [300, 300],
        [301, 301],
      ],
    )
    assert.deepEqual(page.features[1], {
      feature_idx: 1,
      name: 'label',
      type: { names: ['even', 'odd'], _type: 'ClassLabel' },
    })
    assert.deepEqual([page.num_rows_total, page.partial], [500, false])
    const first = await get<Rows & { truncated: boolean }>(
      'first-rows?dataset=alice/parquet&config=default&split=train',
    )
    assert.deepEqual([first.rows.length, first.truncated], [100, true])
    const filtered = await get<Rows>(
      `filter?dataset=alice/parquet&config=default&split=train&where=${encodeURIComponent('"id">=499 OR "id"=0')}&orderby=${encodeURIComponent('"id" DESC')}`,
    )
    assert.deepEqual(
      filtered.rows.map(({ row_idx }) => row_idx),
      [499, 0],
    )
    const searched = await get<Rows>('search?dataset=alice/configs&config=chinese&split=train&query=再见')
    assert.deepEqual(searched.rows, [{ row_idx: 1, row: { text: '再见' }, truncated_cells: [] }])
  })

  test('configurations of the card, the default one first where none is named', async () => {
    const { splits } = await get<{ splits: { config: string; split: string }[] }>('splits?dataset=alice/configs')
    assert.deepEqual(
      splits.map(({ config, split }) => `${config} ${split}`),
      ['english train', 'chinese train', 'chinese held_out'],
    )
    assert.equal((await get<Rows>('rows?dataset=alice/configs')).num_rows_total, 2)
    const { dataset_info: info } = await get<{
      dataset_info: Record<string, { splits: Record<string, { num_examples: number }> }>
    }>('info?dataset=alice/configs')
    assert.equal(info['chinese']?.splits['held_out']?.num_examples, 1)
    const { size } = await get<{ size: { dataset: { num_rows: number }; splits: unknown[] } }>(
      'size?dataset=alice/configs',
    )
    assert.deepEqual([size.dataset.num_rows, size.splits.length], [4, 3])
    await refused(hub.fetch('/api/datasets-server/rows?dataset=alice/configs&config=klingon&split=train'), {
      status: 404,
      code: 'EntryNotFound',
      says: /klingon/,
    })
  })

  test('folders of pictures: labels by folder, columns by metadata, cells that lead to the files', async () => {
    const { rows, features } = await get<Rows>('rows?dataset=alice/pictures&config=default&split=train')
    assert.deepEqual(
      features.map(({ name, type }) => [name, type]),
      [
        ['image', { _type: 'Image' }],
        ['label', { names: ['cat', 'dog'], _type: 'ClassLabel' }],
      ],
    )
    assert.deepEqual(
      rows.map(({ row }) => row['label']),
      [0, 1, 1],
    )
    const { src } = rows[0]!.row['image'] as { src: string }
    assert.deepEqual(Buffer.from(await (await fetch(src)).arrayBuffer()), png)
    const described = await get<Rows>('rows?dataset=alice/described')
    assert.deepEqual(
      described.rows.map(({ row }) => row['caption']),
      ['a cat, asleep', 'a dog'],
    )
  })

  test('WebDataset: samples of a tar file, pictures by their place in it', async () => {
    const { rows, features } = await get<Rows>('rows?dataset=alice/tar')
    assert.deepEqual(
      rows.map(({ row }) => [row['__key__'], row['json'], row['txt']]),
      [
        ['a/1', { caption: 'one' }, 'the first'],
        ['a/2', { caption: 'two' }, null],
      ],
    )
    assert.deepEqual(features.find(({ name }) => name === 'png')?.type, { _type: 'Image' })
    const { src } = rows[1]!.row['png'] as { src: string }
    const answer = await fetch(src)
    assert.equal(answer.headers.get('Content-Type'), 'image/png')
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png)
  })

  test('statistics, Parquet files, and one of them by its number', async () => {
    const { statistics, num_examples: rows } = await get<{
      num_examples: number
      statistics: { column_type: string }[]
    }>('statistics?dataset=alice/parquet&config=default&split=train')
    assert.deepEqual([rows, statistics.map(({ column_type }) => column_type)], [500, ['int', 'class_label']])
    const { parquet_files: files } = await get<{ parquet_files: { url: string; filename: string }[] }>(
      'parquet?dataset=alice/parquet',
    )
    assert.deepEqual(
      files.map(({ filename }) => filename),
      ['train-00000-of-00002.parquet', 'train-00001-of-00002.parquet', 'test-00000-of-00001.parquet'],
    )
    const all = await json<Record<string, Record<string, string[]>>>(hub.fetch('/api/datasets/alice/parquet/parquet'))
    assert.deepEqual(
      all['default']?.['train'],
      files.slice(0, 2).map(({ url }) => url),
    )
    const one = await hub.fetch('/api/datasets/alice/parquet/parquet/default/train/1.parquet')
    assert.deepEqual([one.status, one.headers.get('Location')], [302, files[1]?.url])
    await refused(hub.fetch('/api/datasets/alice/parquet/parquet/default/train/2.parquet'), {
      status: 404,
      code: 'EntryNotFound',
      says: /no such/,
    })
  })

  test('SQL over the splits of a configuration', async () => {
    const { rows } = await json<{ rows: unknown[][] }>(
      ask('SELECT (SELECT count(*) FROM train), (SELECT count(*) FROM test)'),
    )
    assert.deepEqual(rows, [[500, 10]])
    await refused(ask('SELECT * FROM validation'), { status: 400, says: /validation/ })
  })

  test('a dataset as Croissant: its repo, the files of each split and their columns', async () => {
    type Thing = { '@id': string; [key: string]: unknown }
    type Croissant = { conformsTo: string; distribution: Thing[]; recordSet: Thing[]; url: string; license?: string }
    const told = await json<Croissant>(hub.fetch('/api/datasets/alice/parquet/croissant'))
    assert.equal(told.conformsTo, 'http://mlcommons.org/croissant/1.0')
    assert.equal(told.url, `${hub.url}/datasets/alice/parquet`)
    assert.deepEqual(
      told.distribution.map((one) => [one['@id'], one['encodingFormat'], one['includes']]),
      [
        ['repo', 'git+https', undefined],
        [
          'files-for-default/train',
          'application/x-parquet',
          ['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet'],
        ],
        ['files-for-default/test', 'application/x-parquet', ['data/test-00000-of-00001.parquet']],
      ],
    )
    const [train] = told.recordSet
    assert.deepEqual(
      (train!['field'] as Thing[]).map((field) => [field['@id'], field['dataType'], field['source']]),
      ['id', 'label'].map((name) => [
        `default/train/${name}`,
        'sc:Integer',
        { fileSet: { '@id': 'files-for-default/train' }, extract: { column: name } },
      ]),
    )
    assert.deepEqual(await get('croissant?dataset=alice/parquet'), told)
    assert.deepEqual((await get<Croissant>('croissant?dataset=alice/empty')).recordSet, [])
    await refused(hub.fetch('/api/datasets/alice/secret/croissant'), {
      status: 401,
      code: 'RepoNotFound',
      says: /Invalid/,
    })
  })

  test('the viewer’s own host leads there, and private datasets open to their readers only', async () => {
    const port = new URL(hub.url).port
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        { port, path: '/is-valid?dataset=alice/parquet', headers: { Host: `datasets-server.localhost:${port}` } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        },
      )
      sent.on('error', reject).end()
    })
    assert.equal(status, 200)
    await refused(hub.fetch('/api/datasets-server/rows?dataset=alice/secret'), {
      status: 401,
      code: 'RepoNotFound',
      says: /Invalid/,
    })
    assert.equal((await get<Rows>('rows?dataset=alice/secret', alice)).num_rows_total, 1)
    assert.deepEqual(await get('is-valid?dataset=alice/empty'), {
      preview: false,
      viewer: false,
      search: false,
      filter: false,
      statistics: false,
    })
    await refused(hub.fetch('/api/datasets-server/rows?dataset=alice/empty'), {
      status: 404,
      code: 'EntryNotFound',
      says: /no data/,
    })
    await refused(hub.fetch('/api/datasets-server/rows?dataset=nonsense'), {
      status: 401,
      code: 'RepoNotFound',
      says: /Invalid/,
    })
  })
})
