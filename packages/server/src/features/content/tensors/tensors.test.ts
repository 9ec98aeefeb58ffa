import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import {
  commitOk,
  createRepo,
  file,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { gguf, safetensors, tensorOf } from '../../../testing/weight-files.ts'
import type { chatTemplate, tensorList } from './wire.ts'

type List = z.output<typeof tensorList>
type Chat = z.output<typeof chatTemplate>

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

const ask = (repo: string, path: string) => send(hub, 'GET', `/api/models/alice/${repo}/${path}`)
const get = <Body extends object>(repo: string, path: string) => json<Body>(ask(repo, path))

async function commitFiles(repo: string, files: Record<string, string | Uint8Array<ArrayBuffer>>): Promise<void> {
  const lines: unknown[] = [header()]
  for (const [path, content] of Object.entries(files)) {
    const isWeights = /\.(safetensors|gguf)$/.test(path)
    if (isWeights) await uploadObject(hub, `alice/${repo}`, content as Uint8Array<ArrayBuffer>, alice)
    lines.push(isWeights ? lfsFile(path, content as Uint8Array) : file(path, content))
  }
  await commitOk(hub, `alice/${repo}`, lines, { as: alice })
}

const a = tensorOf('layer.0.weight', 'F32', [2, 3], new Float32Array(6))
const part = (no: number) => `m-0000${no}-of-00003.gguf`
const one = (name: string) => [{ name, shape: [7], type: 0, bytes: new Uint8Array(28) }]
const b = tensorOf('layer.1.weight', 'BF16', [4], new Uint16Array(4))

describe('the tensors of a repo', () => {
  test('of one file are told with types, shapes, sizes and sums', async () => {
    await createRepo(hub, alice, 'one')
    await commitFiles('one', { 'model.safetensors': safetensors([a, b], { format: 'pt' }) })
    const told = await get<List>('one', 'tensors/main/model.safetensors')
    assert.deepEqual([told.format, told.missing, told.next], ['safetensors', [], null])
    assert.deepEqual(told.metadata, [{ key: 'format', value: 'pt' }])
    assert.deepEqual(told.total, { tensors: 2, parameters: 10, sizeBytes: 32 })
    assert.deepEqual(told.dtypes, [
      { dtype: 'F32', tensors: 1, parameters: 6, sizeBytes: 24 },
      { dtype: 'BF16', tensors: 1, parameters: 4, sizeBytes: 8 },
    ])
    const file = 'model.safetensors'
    assert.deepEqual(told.tensors, [
      { name: 'layer.0.weight', dtype: 'F32', shape: [2, 3], parameters: 6, sizeBytes: 24, file },
      { name: 'layer.1.weight', dtype: 'BF16', shape: [4], parameters: 4, sizeBytes: 8, file },
    ])
    assert.deepEqual((await get<List>('one', 'tensors/main')).tensors, told.tensors)
  })

  test('come page by page', async () => {
    const first = await get<List>('one', 'tensors/main?limit=1')
    const second = await get<List>('one', `tensors/main?limit=1&cursor=${first.next}`)
    assert.deepEqual(
      [...first.tensors, ...second.tensors].map(({ name }) => name),
      ['layer.0.weight', 'layer.1.weight'],
    )
    assert.equal(second.next, null)
  })

  test('of an index are those of all its files; one that is not there is named', async () => {
    await createRepo(hub, alice, 'sharded')
    const map = { 'layer.0.weight': 'x-1.safetensors', 'layer.1.weight': 'x-2.safetensors', lost: 'x-3.safetensors' }
    await commitFiles('sharded', {
      'sub/x-1.safetensors': safetensors([a]),
      'sub/x-2.safetensors': safetensors([b]),
      'sub/model.safetensors.index.json': JSON.stringify({ metadata: { total_size: 32 }, weight_map: map }),
    })
    for (const path of ['sub/model.safetensors.index.json', 'sub']) {
      const told = await get<List>('sharded', `tensors/main/${path}`)
      assert.deepEqual(
        told.tensors.map(({ name, file }) => [name, file]),
        [
          ['layer.0.weight', 'sub/x-1.safetensors'],
          ['layer.1.weight', 'sub/x-2.safetensors'],
        ],
      )
      assert.deepEqual([told.missing, told.metadata], [['sub/x-3.safetensors'], [{ key: 'total_size', value: '32' }]])
    }
  })

  test('of a GGUF file have the sizes of their blocks', async () => {
    await createRepo(hub, alice, 'gguf')
    const tensors = [
      { name: 'token_embd.weight', shape: [32, 4], type: 8, bytes: new Uint8Array(4 * 34) },
      { name: 'norm', shape: [7], type: 0, bytes: new Uint8Array(28) },
      { name: 'new', shape: [64], type: 999, bytes: new Uint8Array(64) },
    ]
    await commitFiles('gguf', { 'm.gguf': gguf({ 'general.architecture': 'llama' }, tensors) })
    const told = await get<List>('gguf', 'tensors/main')
    assert.equal(told.format, 'gguf')
    assert.deepEqual(told.metadata, [{ key: 'general.architecture', value: 'llama' }])
    assert.deepEqual(
      told.tensors.map(({ dtype, parameters, sizeBytes }) => [dtype, parameters, sizeBytes]),
      [
        ['Q8_0', 128, 136],
        ['F32', 7, 28],
        ['type 999', 64, 64],
      ],
    )
  })

  test('of a GGUF model in parts are those of all its files, by whichever it is asked', async () => {
    await createRepo(hub, alice, 'split')
    const about = { 'general.architecture': 'llama', 'tokenizer.chat_template': 'hello' }
    await commitFiles('split', { [part(1)]: gguf(about, []), [part(3)]: gguf({}, one('c')) })
    for (const path of ['', `/${part(1)}`, `/${part(3)}`]) {
      const told = await get<List>('split', `tensors/main${path}`)
      assert.deepEqual([told.missing, told.total.parameters, told.metadata.length], [[part(2)], 7, 1])
    }
    await commitFiles('split', { [part(2)]: gguf({}, one('b')) })
    const told = await get<List>('split', `tensors/main/${part(2)}`)
    assert.deepEqual(
      told.tensors.map(({ name, file }) => [name, file]),
      [
        ['b', part(2)],
        ['c', part(3)],
      ],
    )
    assert.deepEqual([told.missing, told.total], [[], { tensors: 2, parameters: 14, sizeBytes: 56 }])
    assert.equal((await get<Chat>('split', `chat-template/main/${part(3)}`)).source, part(1))
  })

  test('may be very many', async () => {
    await createRepo(hub, alice, 'many')
    const tensors = Array.from({ length: 30_000 }, (_, i) => tensorOf(`blocks.${i}.w`, 'U8', [1], new Uint8Array([i])))
    await commitFiles('many', { 'model.safetensors': safetensors(tensors) })
    const names: string[] = []
    for (let query = '?limit=20000'; query !== '';) {
      const told = await get<List>('many', `tensors/main${query}`)
      assert.deepEqual(told.total, { tensors: 30_000, parameters: 30_000, sizeBytes: 30_000 })
      names.push(...told.tensors.map(({ name }) => name))
      query = told.next === null ? '' : `?limit=20000&cursor=${told.next}`
    }
    assert.deepEqual([names.length, new Set(names).size, names.at(-1)], [30_000, 30_000, 'blocks.29999.w'])
  })

  test('that cannot be read are refused with the reason', async () => {
    await createRepo(hub, alice, 'broken')
    const short = safetensors([a]).subarray(0, 50)
    await commitFiles('broken', {
      'short.safetensors': Buffer.from(short),
      'words.gguf': Buffer.from('not a model at all'),
      'x.safetensors.index.json': '[]',
      'y.safetensors.index.json': JSON.stringify({ weight_map: { a: 'x'.repeat(10_000) } }),
      'readme.txt': 'words',
    })
    for (const [path, says] of [
      ['short.safetensors', /short\.safetensors cannot be read as weights/],
      ['words.gguf', /the magic is missing/],
      ['x.safetensors.index.json', /it is not/],
      ['y.safetensors.index.json', /not named by a path/],
      ['readme.txt', /is no \.safetensors, \.gguf or index/],
    ] as const)
      await refused(ask('broken', `tensors/main/${path}`), { status: 422, says })
    await refused(ask('broken', 'tensors/main/none'), { status: 404, code: 'EntryNotFound', says: /not found: none/ })
    await createRepo(hub, alice, 'empty')
    await refused(ask('empty', 'tensors/main'), { status: 404, code: 'EntryNotFound', says: /no weights/ })
  })

  test('of a private repo are its own business', async () => {
    await createRepo(hub, alice, 'hidden', { private: true })
    for (const path of ['tensors/main', 'chat-template/main', 'tensor-diff'])
      await refused(ask('hidden', path), { status: 401, code: 'RepoNotFound', says: /Invalid/ })
  })
})

const template = '{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}'

const forever = '{% for a in range(100000) %}{% for b in range(100000) %}{% set c = a %}{% endfor %}{% endfor %}'

describe('a chat template', () => {
  test('of a tokenizer is rendered with an example', async () => {
    await createRepo(hub, alice, 'chat')
    const settings = { chat_template: template, bos_token: '<s>', eos_token: { content: '</s>' } }
    await commitFiles('chat', { 'tokenizer_config.json': JSON.stringify(settings), 'm.safetensors': safetensors([a]) })
    for (const path of ['', '/m.safetensors']) {
      const told = await get<Chat>('chat', `chat-template/main${path}`)
      assert.equal(told.source, 'tokenizer_config.json')
      const [shown] = told.templates
      assert.deepEqual([shown!.name, shown!.template, shown!.error], ['default', template, null])
      assert.equal(shown!.rendered, `<s>${told.example.map(({ role, content }) => `<${role}>${content}</s>`).join('')}`)
    }
  })

  test('of its own file goes first, and there may be several', async () => {
    await createRepo(hub, alice, 'named')
    const several = [
      { name: 'default', template: 'one' },
      { name: 'tool_use', template: 'two' },
    ]
    await commitFiles('named', { 'tokenizer_config.json': JSON.stringify({ chat_template: several }) })
    const named = await get<Chat>('named', 'chat-template/main')
    assert.deepEqual(
      named.templates.map(({ name, rendered }) => [name, rendered]),
      [
        ['default', 'one'],
        ['tool_use', 'two'],
      ],
    )
    await commitFiles('named', { 'chat_template.jinja': 'three' })
    const own = await get<Chat>('named', 'chat-template/main')
    assert.deepEqual([own.source, own.templates.map(({ rendered }) => rendered)], ['chat_template.jinja', ['three']])
  })

  test('of a GGUF file is inside it', async () => {
    await createRepo(hub, alice, 'chatty')
    const file = gguf({ 'tokenizer.chat_template': '{{ messages[0].content }}' }, [])
    await commitFiles('chatty', { 'm.gguf': file })
    const told = await get<Chat>('chatty', 'chat-template/main/m.gguf')
    assert.deepEqual([told.source, told.templates[0]!.rendered], ['m.gguf', 'You are a helpful assistant.'])
    await refused(ask('one', 'chat-template/main'), { status: 404, code: 'EntryNotFound', says: /no chat template/ })
  })

  test('that is wrong, never ends or takes all memory harms nobody', async () => {
    await createRepo(hub, alice, 'hostile')
    const outcomes: (string | null)[] = []
    for (const bad of [
      '{{ nonsense(',
      "{{ raise_exception('no, thanks') }}",
      forever,
      "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
      '{{ messages[0].content }}',
    ]) {
      await commitFiles('hostile', { 'chat_template.jinja': bad })
      const told = await get<Chat>('hostile', 'chat-template/main')
      outcomes.push(told.templates[0]!.error)
    }
    assert.match(outcomes[0]!, /./)
    assert.match(outcomes[1]!, /no, thanks/)
    assert.match(outcomes[2]!, /does not come to an end/)
    assert.match(outcomes[3]!, /./)
    assert.equal(outcomes[4], null)
  })

  test('that never ends takes nothing along that is rendered meanwhile', async () => {
    await createRepo(hub, alice, 'endless')
    await commitFiles('endless', { 'a/chat_template.jinja': `a: ${forever}`, 'b/chat_template.jinja': `b: ${forever}` })
    const template = { isOver: false }
    const told = Promise.all(['a', 'b'].map((folder) => get<Chat>('endless', `chat-template/main/${folder}`)))
    void told.finally(() => (template.isOver = true))
    const drafts = async (as: Person) => {
      const kinds = new Set<string>()
      while (!template.isOver) {
        const drawn = send(hub, 'POST', '/api/render/markdown', { as, json: { text: '# A card' } })
        kinds.add((await json<{ kind: string }>(drawn)).kind)
      }
      return [...kinds]
    }
    assert.deepEqual(await Promise.all([drafts(alice), drafts(await hub.person('bob'))]), [['markdown'], ['markdown']])
    for (const { templates } of await told) assert.match(templates[0]!.error!, /does not come to an end/)
  })
})
