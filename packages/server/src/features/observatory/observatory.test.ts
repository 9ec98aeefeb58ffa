import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commitOk, createRepo, file, header, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'
import { gguf } from '../../testing/weight-files.ts'

type Item = Record<string, unknown> & { id: string }

let hub: TestHub
let anna: Person
let bert: Person

before(async () => {
  hub = await startTestHub()
  anna = await hub.person('anna')
  bert = await hub.person('bert')
})
after(() => hub[Symbol.asyncDispose]())

const get = (path: string, as?: Person) => hub.fetch(path, { as })
const ids = async (path: string, as?: Person) => (await json<Item[]>(get(path, as))).map((item) => item.id)

const card = (front: string, body = '') => file('README.md', `---\n${front}\n---\n${body}`)

function safetensors(tensors: Record<string, number[]>): Uint8Array {
  let offset = 0
  const entries = Object.entries(tensors).map(([name, shape]) => {
    const bytes = 4 * shape.reduce((a, b) => a * b, 1)
    return [name, { dtype: 'F32', shape, data_offsets: [offset, (offset += bytes)] }]
  })
  const text = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, Buffer.alloc(offset)])
}

test('a pushed card is read back at once, in the info and at its revision', async () => {
  await createRepo(hub, anna, 'described')
  const config = { architectures: ['LlamaForCausalLM'], model_type: 'llama', hidden_size: 4 }
  const commit = await commitOk(
    hub,
    'anna/described',
    [
      header(),
      card('license: mit\nlanguage: [en, zh]\ntags: [tiny]', '# A small one\n\nIt says 你好世界.'),
      file('config.json', JSON.stringify(config)),
      file('model.safetensors', safetensors({ a: [2, 3], b: [4] })),
    ],
    { as: anna },
  )
  const info = await json<Item>(get('/api/models/anna/described'))
  assert.equal(info['sha'], commit)
  assert.equal(info['modelId'], 'anna/described')
  assert.equal(info['author'], 'anna')
  assert.equal(info['private'], false)
  assert.equal(info['library_name'], 'transformers')
  assert.deepEqual(info['safetensors'], { parameters: { F32: 10 }, total: 10 })
  assert.deepEqual(info['config'], { architectures: ['LlamaForCausalLM'], model_type: 'llama' })
  assert.deepEqual(info['transformersInfo'], { auto_model: 'AutoModelForCausalLM', pipeline_tag: info['pipeline_tag'] })
  for (const tag of ['license:mit', 'zh', 'tiny', 'safetensors', 'transformers', 'region:us'])
    assert.ok((info['tags'] as string[]).includes(tag), tag)
  assert.match(String(info['lastModified']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{3}Z$/)
  const siblings = info['siblings'] as { rfilename: string }[]
  assert.deepEqual(
    siblings.map((sibling) => sibling.rfilename),
    ['.gitattributes', 'README.md', 'config.json', 'model.safetensors'],
  )

  await commitOk(hub, 'anna/described', [header(), card('license: apache-2.0')], { as: anna })
  const newer = await json<Item>(get('/api/models/anna/described'))
  assert.ok((newer['tags'] as string[]).includes('license:apache-2.0'))
  const older = await json<Item>(get(`/api/models/anna/described/revision/${commit}`))
  assert.equal(older['sha'], commit)
  assert.ok((older['tags'] as string[]).includes('license:mit'))
  assert.equal((await json<Item>(get('/api/models/anna/described/revision/HEAD')))['sha'], newer['sha'])
  assert.equal(
    (await get('/api/models/anna/described/revision/nowhere')).headers.get('X-Error-Code'),
    'RevisionNotFound',
  )
})

test('expand answers what was asked and refuses what it does not know, in the exact words', async () => {
  await createRepo(hub, anna, 'expanded')
  const info = await json<Item>(get('/api/models/anna/expanded?expand=likes&expand[]=author&expand=private,tags'))
  assert.deepEqual(Object.keys(info).toSorted(), ['_id', 'author', 'id', 'likes', 'private', 'tags'])
  const refused = await get('/api/datasets?expand=foo')
  assert.equal(refused.status, 400)
  assert.deepEqual(await refused.json(), {
    error:
      '"expand" must be one of [author, cardData, citation, createdAt, description, disabled, downloads, downloadsAllTime, gated, lastModified, likes, mainSize, paperswithcode_id, private, resourceGroup, sha, siblings, tags, trendingScore, usedStorage]',
  })
  assert.equal((await get('/api/models?expand=xetEnabled')).status, 200)
  assert.equal((await get('/api/models?expand=likes&full=true')).status, 400)
  const blobs = await json<{ siblings: { rfilename: string; size: number; blobId: string }[] }>(
    get('/api/models/anna/expanded?blobs=true'),
  )
  assert.equal(typeof blobs.siblings[0]!.size, 'number')
  assert.match(blobs.siblings[0]!.blobId, /^[0-9a-f]{40}$/)
})

test('private repos exist for their people alone, in lists as in the info', async () => {
  await createRepo(hub, anna, 'secret-plan', { private: true })
  assert.deepEqual(await ids('/api/models?search=secret-plan'), [])
  assert.deepEqual(await ids('/api/models?search=secret-plan', bert), [])
  assert.deepEqual(await ids('/api/models?search=secret-plan', anna), ['anna/secret-plan'])
  assert.ok((await ids('/api/models?author=anna', anna)).includes('anna/secret-plan'))
  assert.ok(!(await ids('/api/models?author=anna', bert)).includes('anna/secret-plan'))
  const stranger = await get('/api/models/anna/secret-plan')
  assert.equal(stranger.status, 401)
  assert.equal(stranger.headers.get('X-Error-Code'), 'RepoNotFound')
  assert.equal((await get('/api/models/anna/secret-plan', bert)).status, 404)
  assert.equal((await get('/api/models/anna/secret-plan/auth-check', anna)).status, 200)
  assert.equal((await get('/api/models/anna/secret-plan/auth-check', bert)).status, 404)
})

test('who may read but not write learns it from auth-check/write', async () => {
  await createRepo(hub, anna, 'readable')
  assert.equal((await get('/api/models/anna/readable/auth-check')).status, 200)
  assert.equal((await get('/api/models/anna/readable/auth-check/write', anna)).status, 200)
  assert.equal((await get('/api/models/anna/readable/auth-check/write', bert)).status, 403)
  assert.equal((await get('/api/models/anna/readable/auth-check/write')).status, 401)
})

test('a list follows the task that describes: tags, words of the card, Chinese, parts of names', async () => {
  await createRepo(hub, bert, 'Findable-7B')
  const lines = [
    header(),
    card('license: wtfpl\ntags: [very-own-tag]', '# Poems\n\nA model of moonlight. 古诗生成模型'),
  ]
  await commitOk(hub, 'bert/Findable-7B', lines, { as: bert })
  await hub.drain()
  const one = ['bert/Findable-7B']
  for (const query of [
    'filter=license:wtfpl',
    'filter=very-own-tag,license:wtfpl',
    'filter=very-own-tag&filter=license:wtfpl',
    'search=moonlight',
    'search=FINDABLE',
    'search=ndable-7',
    'search=bert/find',
    'search=moonlight poems',
    'search=moonlight&search=poems',
    `search=${encodeURIComponent('古诗')}`,
    `search=${encodeURIComponent('生成模型')}`,
    `search=${encodeURIComponent('诗')}&author=bert`,
    'search=7b&filter=very-own-tag',
    'search=b&filter=very-own-tag',
    'author=BERT&search=findable',
  ])
    assert.deepEqual(await ids(`/api/models?${query}`), one, query)
  for (const query of [
    'search=moonlight&search=sunlight',
    'filter=very-own-tag&filter=nope',
    'search=!!',
    'gated=true',
    'author=anna&search=moonlight',
    'inference=warm',
  ])
    assert.deepEqual(await ids(`/api/models?${query}`), [], query)
  assert.deepEqual(await ids('/api/datasets?search=moonlight'), [])
})

test('renaming, hiding and deleting show in lists at once', async () => {
  await createRepo(hub, anna, 'before-rename')
  const moved = await send(hub, 'POST', '/api/repos/move', {
    as: anna,
    json: { fromRepo: 'anna/before-rename', toRepo: 'anna/after-rename', type: 'model' },
  })
  assert.equal(moved.status, 200)
  assert.deepEqual(await ids('/api/models?search=before-rename'), [])
  assert.deepEqual(await ids('/api/models?search=after-rename'), ['anna/after-rename'])
  await hub.drain()
  assert.deepEqual(await ids('/api/models?search=after-rename'), ['anna/after-rename'])
  await send(hub, 'PUT', '/api/models/anna/after-rename/settings', { as: anna, json: { private: true } })
  assert.deepEqual(await ids('/api/models?search=after-rename'), [])
  assert.deepEqual(await ids('/api/models?search=after-rename', anna), ['anna/after-rename'])
  await send(hub, 'DELETE', '/api/repos/delete', {
    as: anna,
    json: { name: 'anna/after-rename', type: 'model' },
  })
  assert.deepEqual(await ids('/api/models?search=after-rename', anna), [])
})

test('the default item of each type has its fields', async () => {
  await createRepo(hub, anna, 'a-set', { type: 'dataset' })
  await createRepo(hub, anna, 'a-space', { type: 'space', sdk: 'gradio' })
  const [model] = await json<Item[]>(get('/api/models?limit=1'))
  for (const field of ['_id', 'id', 'modelId', 'likes', 'trendingScore', 'private', 'downloads', 'tags', 'createdAt'])
    assert.ok(field in model!, field)
  assert.ok(!('sha' in model!) && !('siblings' in model!))
  const [set] = await json<Item[]>(get('/api/datasets?limit=1'))
  for (const field of ['_id', 'author', 'disabled', 'gated', 'lastModified', 'sha', 'key'])
    assert.ok(field in set!, field)
  const [space] = await json<Item[]>(get('/api/spaces?sdk=gradio&sdk=docker'))
  assert.equal(space!['sdk'], 'gradio')
  const [full] = await json<(Item & { siblings: unknown[] })[]>(get('/api/models?full=true&cardData=true&limit=1'))
  for (const field of ['author', 'sha', 'lastModified', 'gated', 'disabled', 'siblings'])
    assert.ok(field in full!, field)
  assert.ok(full!.siblings.length > 0)
})

test('pages follow each other by absolute links that carry the filters', async () => {
  for (let n = 0; n < 5; n++) await createRepo(hub, bert, `paged-${n}`, { private: n === 3 })
  for (const sort of ['createdAt', 'downloads', 'lastModified', 'id', 'num_parameters']) {
    const seen: string[] = []
    let url: string | undefined = `/api/models?search=paged-&sort=${sort}&direction=-1&limit=2`
    while (url) {
      const answer: Response = await get(url, bert)
      const page = await json<Item[]>(answer)
      assert.ok(page.length > 0 || seen.length === 0)
      seen.push(...page.map((item) => item.id))
      const link = /^<(http.+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1]
      if (link) assert.ok(link.startsWith(hub.url) && link.includes('search=paged-'))
      url = link?.slice(hub.url.length)
      assert.ok(seen.length < 20)
    }
    assert.deepEqual(
      seen.toSorted(),
      [0, 1, 2, 3, 4].map((n) => `bert/paged-${n}`),
      sort,
    )
  }
  assert.equal((await get('/api/models?cursor=nonsense')).status, 400)
  assert.equal((await get('/api/models?sort=nonsense')).status, 400)
})

test('parameters are counted and filtered by', async () => {
  await createRepo(hub, bert, 'counted')
  const weights = file('model.safetensors', safetensors({ a: [100, 10] }))
  await commitOk(hub, 'bert/counted', [header(), weights], { as: bert })
  await hub.drain()
  assert.ok((await ids('/api/models?num_parameters=min:1K,max:2K')).includes('bert/counted'))
  assert.ok(!(await ids('/api/models?num_parameters=min:2K')).includes('bert/counted'))
  assert.equal((await get('/api/models?num_parameters=many')).status, 400)
})

test('what cannot be stored or parsed does no harm', async () => {
  await createRepo(hub, bert, 'odd')
  const lines = [
    header(),
    card('title: "a\\0b"\ntags: ["\\0x", "\\ud800"]\nnumber: .inf', '\0 body \ud800'),
    file('config.json', '{"model_type": '),
    file('model.safetensors', 'no weights'),
    file('x.gguf', 'GGUF but short'),
  ]
  await commitOk(hub, 'bert/odd', lines, { as: bert })
  const info = await json<Item>(get('/api/models/bert/odd'))
  assert.equal(info['id'], 'bert/odd')
  assert.ok(!('safetensors' in info))
  await hub.drain()
  assert.equal((await get(`/api/models?search=${encodeURIComponent("'\\:*&|!()")}`)).status, 200)
  assert.equal((await get('/api/models?filter=%27%5C:*')).status, 200)
  assert.equal((await get('/api/models?search=%25')).status, 200)
})

test('a GGUF model in parts has the parameters of them all', async () => {
  await createRepo(hub, bert, 'parts')
  const one = [{ name: 'w', shape: [7], type: 0, bytes: new Uint8Array(28) }]
  const lines = [1, 2].map((no) => file(`m-0000${no}-of-00002.gguf`, gguf({ 'general.architecture': 'llama' }, one)))
  await commitOk(hub, 'bert/parts', [header(), ...lines], { as: bert })
  await hub.drain()
  const info = await json<Item>(get('/api/models/bert/parts?expand=gguf'))
  assert.deepEqual(info['gguf'], { total: 14, architecture: 'llama' })
})

test('tags are told by type', async () => {
  await hub.drain()
  const tags = await json<Record<string, { id: string; label: string; type: string }[]>>(
    get('/api/models-tags-by-type'),
  )
  assert.ok(
    tags['license']?.some((tag) => tag.id === 'license:wtfpl' && tag.label === 'wtfpl' && tag.type === 'license'),
  )
  assert.equal((await get('/api/datasets-tags-by-type')).status, 200)
})
