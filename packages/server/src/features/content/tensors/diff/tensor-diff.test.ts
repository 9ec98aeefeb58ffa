import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import {
  commitOk,
  createRepo,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../../testing/test-hub.ts'
import { gguf, safetensors, tensorOf, type TestTensor } from '../../../../testing/weight-files.ts'
import { uploadChunks } from '../../../../testing/xet-requests.ts'
import type { tensorDiff } from '../wire.ts'

type Diff = z.output<typeof tensorDiff>

let hub: TestHub
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  bob = await hub.person('bob')
})
after(() => hub[Symbol.asyncDispose]())

async function commitWeights(repo: string, content: Uint8Array<ArrayBuffer>, path = 'model.safetensors') {
  await uploadObject(hub, `alice/${repo}`, content, alice)
  return commitOk(hub, `alice/${repo}`, [header(), lfsFile(path, content)], { as: alice })
}

const diffOf = (repo: string, query: string, as?: Person) =>
  json<Diff>(send(hub, 'GET', `/api/models/alice/${repo}/tensor-diff?${query}`, { as }))
const statuses = ({ rows }: Diff) => Object.fromEntries(rows.map(({ name, status }) => [name, status]))
const rowOf = ({ rows }: Diff, name: string) => rows.find((row) => row.name === name)!

const f32 = (name: string, numbers: number[]): TestTensor =>
  tensorOf(name, 'F32', [numbers.length], new Float32Array(numbers))
/** Rounds to nearest, ties to even, as hardware does: nothing of ours is asked. */
const bf16 = (name: string, numbers: number[]): TestTensor => {
  const bits = new Uint32Array(new Float32Array(numbers).buffer)
  const halves = Uint16Array.from(bits, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16)
  return tensorOf(name, 'BF16', [numbers.length], halves)
}

describe('two revisions of a model', () => {
  let first: string
  before(async () => {
    await createRepo(hub, alice, 'tuned')
    first = await commitWeights(
      'tuned',
      safetensors([
        f32('same', [1, 2, 3]),
        f32('changed', [3, 0, 0, 4]),
        f32('reshaped', [1, 2]),
        f32('gone', [1]),
        f32('smaller', [1, 3.140625, -2]),
        f32('rounded', [1, Math.fround(0.1), 3]),
        tensorOf('long', 'I64', [2], new BigInt64Array([1n, -7n])),
        tensorOf('odd', 'F8_E8M0', [2], new Uint8Array([1, 2])),
      ]),
    )
    await commitWeights(
      'tuned',
      safetensors([
        f32('new', [1]),
        f32('same', [1, 2, 3]),
        f32('changed', [3, 1, -2, 6]),
        f32('reshaped', [1, 2, 3]),
        bf16('smaller', [1, 3.140625, -2]),
        bf16('rounded', [1, 0.1, 3]),
        tensorOf('long', 'I64', [2], new BigInt64Array([1n, 3n])),
        tensorOf('odd', 'F8_E8M0', [2], new Uint8Array([1, 3])),
      ]),
    )
  })

  test('are first compared by what costs nothing', async () => {
    const told = await diffOf('tuned', `baseRevision=${first}&path=model.safetensors`)
    assert.deepEqual(statuses(told), {
      new: 'added',
      same: 'unread',
      changed: 'unread',
      reshaped: 'reshaped',
      smaller: 'retyped',
      rounded: 'retyped',
      long: 'unread',
      odd: 'unread',
      gone: 'removed',
    })
    assert.deepEqual([told.total, told.next, told.base.commit], [9, null, first])
    assert.deepEqual(told.head.repo, { type: 'model', name: 'alice/tuned' })
    assert.deepEqual(rowOf(told, 'reshaped').before!.shape, [2])
    assert.ok(told.rows.every(({ figures }) => figures === null))
  })

  test('then by their numbers, which are those of a sheet of paper', async () => {
    const told = await diffOf('tuned', `baseRevision=${first}&figures=true`)
    assert.deepEqual(
      [rowOf(told, 'same').status, rowOf(told, 'changed').status, rowOf(told, 'odd').status],
      ['equal', 'changed', 'changed'],
    )
    assert.deepEqual(rowOf(told, 'changed').figures, {
      elements: 4,
      changed: 3,
      maxAbs: 2,
      meanAbs: 5 / 4,
      relativeL2: 3 / 5,
      cosine: 33 / (5 * Math.sqrt(50)),
      notFinite: 0,
    })
    assert.deepEqual([rowOf(told, 'long').figures!.maxAbs, rowOf(told, 'long').figures!.changed], [10, 1])
    assert.equal(rowOf(told, 'odd').figures, null)
    // 3.140625 has no more digits than BF16 keeps; 0.1 is 0.10009765625 there, and 0.10000000149… as F32.
    assert.deepEqual([rowOf(told, 'smaller').status, rowOf(told, 'smaller').figures!.changed], ['retyped', 0])
    const rounded = rowOf(told, 'rounded').figures!
    assert.deepEqual([rounded.changed, rounded.maxAbs], [1, 0.10009765625 - Math.fround(0.1)])
    const again = await diffOf('tuned', `baseRevision=${first}`)
    assert.deepEqual(again.rows, told.rows)
  })

  test('that are the same file need no reading', async () => {
    const told = await diffOf('tuned', 'baseRevision=main')
    assert.ok(told.rows.every(({ status }) => status === 'equal'))
  })
})

const blocks = (fill: number) => [
  { name: 'q', shape: [32, 40_000], type: 8, bytes: new Uint8Array(40_000 * 34).fill(fill) },
]

const large = (seed: number): TestTensor => {
  const numbers = new Float32Array(400_000)
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = Math.sin(i * seed)
  return tensorOf(`large-${seed}`, 'F32', [numbers.length], numbers)
}

const zeros = (name: string, fill: number) => tensorOf(name, 'U8', [45_000_000], new Uint8Array(45_000_000).fill(fill))

describe('two repos', () => {
  test('are compared for who may read both', async () => {
    await createRepo(hub, alice, 'open')
    await createRepo(hub, alice, 'closed', { private: true })
    for (const repo of ['open', 'closed']) await commitWeights(repo, safetensors([f32('a', [1])]))
    for (const name of ['alice/closed', 'models/alice/closed']) {
      const told = await diffOf('open', `baseRepo=${name}`, alice)
      assert.deepEqual([told.base.repo.name, statuses(told)], ['alice/closed', { a: 'equal' }])
      for (const [as, status] of [
        [bob, 404],
        [undefined, 401],
      ] as const)
        await refused(send(hub, 'GET', `/api/models/alice/open/tensor-diff?baseRepo=${name}`, { as }), {
          status,
          code: 'RepoNotFound',
          says: /not found|Invalid/,
        })
    }
    for (const name of ['x', 'a/b/c/d', 'nothing/b/c'])
      await refused(send(hub, 'GET', `/api/models/alice/open/tensor-diff?baseRepo=${name}`), {
        status: 400,
        says: /baseRepo/,
      })
  })

  test('with quantised tensors are compared byte by byte', async () => {
    await createRepo(hub, alice, 'q1')
    await createRepo(hub, alice, 'q2')
    await commitWeights('q1', gguf({}, blocks(1)), 'm.gguf')
    await commitWeights('q2', gguf({ more: 'x' }, blocks(1)), 'm.gguf')
    assert.deepEqual(statuses(await diffOf('q1', 'baseRepo=alice/q2&figures=true')), { q: 'equal' })
    await commitWeights('q2', gguf({}, blocks(2)), 'm.gguf')
    const told = await diffOf('q1', 'baseRepo=alice/q2&figures=true')
    assert.deepEqual([statuses(told), rowOf(told, 'q').figures], [{ q: 'changed' }, null])
  })

  test('stored in chunks are known to be equal where their chunks are, before anything is read', async () => {
    const files = [safetensors([large(1), large(2), f32('z', [1])]), safetensors([large(1), large(2), f32('z', [2])])]
    for (const [at, content] of files.entries()) {
      await createRepo(hub, alice, `chunks-${at}`)
      await uploadChunks(hub, `alice/chunks-${at}`, content, { as: alice, path: 'model.safetensors' })
    }
    const told = await diffOf('chunks-1', 'baseRepo=alice/chunks-0')
    assert.deepEqual(statuses(told), { 'large-1': 'equal', 'large-2': 'unread', z: 'unread' })
    const read = await diffOf('chunks-1', 'baseRepo=alice/chunks-0&figures=true')
    assert.deepEqual(statuses(read), { 'large-1': 'equal', 'large-2': 'equal', z: 'changed' })
  })

  test('with large tensors are read in several pages, each row once', async () => {
    await createRepo(hub, alice, 'large-1')
    await createRepo(hub, alice, 'large-2')
    await commitWeights('large-1', safetensors([zeros('a', 1), zeros('b', 1), zeros('c', 1)]))
    await commitWeights('large-2', safetensors([zeros('a', 1), zeros('b', 3), zeros('c', 1)]))
    const rows: Diff['rows'] = []
    let pages = 1
    for (let query = ''; ; pages += 1) {
      const told = await diffOf('large-2', `baseRepo=alice/large-1&figures=true${query}`)
      assert.equal(told.from, rows.length)
      rows.push(...told.rows)
      if (told.next === null) break
      query = `&cursor=${told.next}`
    }
    assert.equal(pages, 2)
    assert.deepEqual(
      rows.map(({ name, status }) => [name, status]),
      [
        ['a', 'equal'],
        ['b', 'changed'],
        ['c', 'equal'],
      ],
    )
    const { maxAbs, meanAbs, relativeL2, cosine, changed } = rows[1]!.figures!
    assert.deepEqual([maxAbs, meanAbs, relativeL2, changed], [2, 2, 2, 45_000_000])
    assert.ok(Math.abs(cosine! - 1) < 1e-12)
  })
})
