import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import { filesUnder, openFilesUnder } from '../../../testing/footprint.ts'
import { commitOk, createRepo, digestOf, file, header, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

const bytesOf = async (path: string) => Buffer.from(await (await send(hub, 'GET', path)).arrayBuffer())

test('two thousand small files land in one commit', async () => {
  await createRepo(hub, alice, 'many')
  const files = Array.from({ length: 2000 }, (_, i) => file(`folder-${i % 50}/file-${i}.json`, randomBytes(2000)))
  await commitOk(hub, 'alice/many', [header(), ...files], { as: alice })
  const tree = await json<{ type: string; size: number }[]>(
    send(hub, 'GET', '/api/models/alice/many/tree/main?recursive=true'),
  )
  assert.equal(tree.filter(({ type, size }) => type === 'file' && size === 2000).length, 2000)
  assert.equal(tree.filter(({ type }) => type === 'directory').length, 50)
  assert.deepEqual(await filesUnder(`${hub.storageFolder}/blobs`), [])
})

test('more small files than memory is meant for leave it on the way', async () => {
  await createRepo(hub, alice, 'much')
  const bodies = Array.from({ length: 1200 }, () => randomBytes(limits.inlineObjectBytes))
  const files = bodies.map((body, i) => file(`f${i}`, body))
  await commitOk(hub, 'alice/much', [header(), ...files], { as: alice })
  const stored = await filesUnder(`${hub.storageFolder}/blobs`)
  assert.ok(stored.length > 100 && stored.length < 1200, `${stored.length} files`)
  for (const i of [0, 600, 1199]) assert.deepEqual(await bytesOf(`/alice/much/resolve/main/f${i}`), bodies[i])
})

test('files of ten MiB each pass through in flat memory', async () => {
  await createRepo(hub, alice, 'heavy')
  const digests: string[] = []
  const lines = function* () {
    yield JSON.stringify(header())
    for (let i = 0; i < 24; i++) {
      const body = randomBytes(limits.regularFileBytes)
      digests.push(digestOf(body))
      yield `\n${JSON.stringify(file(`heavy-${i}`, body))}`
    }
  }
  const start = process.memoryUsage.rss()
  let peak = start
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 10)
  const status = await stream('/api/models/alice/heavy/commit/main', lines())
  clearInterval(timer)
  assert.equal(status, 200)
  for (const i of [0, 23]) assert.equal(digestOf(await bytesOf(`/alice/heavy/resolve/main/heavy-${i}`)), digests[i])
  assert.deepEqual(await openFilesUnder(hub.storageFolder), [])
  // The body has 336 MB. The hub, and this test with it, held a few lines at a time.
  assert.ok(peak - start < 200e6, `${peak - start} bytes more`)
})

/** Sends lines one after the other, holding no more than one of them. */
function stream(path: string, lines: Iterable<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${alice.token}`, 'Content-Type': 'application/x-ndjson' }
    const sending = request(hub.url + path, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode!))
    })
    sending.on('error', reject)
    const queue = lines[Symbol.iterator]()
    const send = (): void => {
      for (;;) {
        const { done, value } = queue.next()
        if (done) return void sending.end()
        if (!sending.write(value)) return void sending.once('drain', send)
      }
    }
    send()
  })
}
