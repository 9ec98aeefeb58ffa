import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sha256 } from '../../../kit/digest.ts'
import { filesUnder } from '../../../testing/footprint.ts'
import { commitOk, createRepo, header, lfsFile, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { xetContent } from '../../../testing/xet-content.ts'

let hub: TestHub
let alice: Person
let now = new Date()
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'whole')
})
after(() => hub[Symbol.asyncDispose]())

const later = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000))
const read = async (path: string) =>
  Buffer.from(await (await hub.fetch(`/alice/whole/resolve/main/${path}`)).arrayBuffer())

async function commit(path: string, content: Buffer<ArrayBuffer>): Promise<void> {
  await uploadObject(hub, 'alice/whole', content, alice)
  await commitOk(hub, 'alice/whole', [header(), lfsFile(path, content)], { as: alice })
}

async function storedBytes(): Promise<number> {
  const { rows } = await hub.db.pool.query<{ sum: string }>('select sum(size_bytes) from objects where stored')
  return Number(rows[0]!.sum)
}

test('what came whole lives in chunks later, and near-copies share them', async () => {
  const { content } = hub.services
  const one = randomBytes(20_000_000)
  const two = Buffer.from(one)
  for (const at of [3_000_000, 11_000_000]) randomBytes(5000).copy(two, at)
  await commit('one.bin', one)
  assert.deepEqual(await content.repack(), { packed: 0, released: 0 })
  later(2)
  assert.deepEqual(await content.repack(), { packed: 1, released: 0 })
  await commit('two.bin', two)
  later(2)
  assert.deepEqual(await content.repack(), { packed: 1, released: 0 })
  later(30)
  assert.deepEqual(await content.repack(), { packed: 0, released: 2 })
  for (const [path, bytes] of [
    ['one.bin', one],
    ['two.bin', two],
  ] as const) {
    assert.ok((await read(path)).equals(bytes))
    const answer = await send(hub, 'GET', `/alice/whole/resolve/main/${path}`, {
      headers: { Range: 'bytes=10999000-11006000' },
    })
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(10_999_000, 11_006_001)))
    const digest = sha256(bytes)
    assert.ok(!(await filesUnder(`${hub.storageFolder}/blobs`)).some((name) => name.endsWith(digest)))
  }
  assert.ok((await storedBytes()) < 22_000_000, `${await storedBytes()} bytes are stored`)
  const damage: unknown[] = []
  const report = await content.checkStorage((found) => damage.push(found))
  assert.deepEqual([damage, report.strays], [[], 0])
  assert.deepEqual(await content.repack(), { packed: 0, released: 0 })
})

test('zeros and small files', async () => {
  const zeros = Buffer.alloc(70_000_000)
  await commit('zeros.bin', zeros)
  await commit('small.bin', randomBytes(1000))
  later(2)
  assert.deepEqual(await hub.services.content.repack(), { packed: 1, released: 0 })
  later(30)
  await hub.services.content.repack()
  assert.ok((await read('zeros.bin')).equals(zeros))
  // Sent whole once more, it is kept whole, and packed again in time.
  await createRepo(hub, alice, 'again')
  await uploadObject(hub, 'alice/again', zeros, alice)
  assert.ok((await read('zeros.bin')).equals(zeros))
})

test('bytes that are chunks of others stay, also when they were sent as a file', async () => {
  const { xet } = hub.services.content
  const packed = xetContent(randomBytes(3_000_000))
  // Whoever foresees the bytes of a xorb sends them as a file of its own first.
  await uploadObject(hub, 'alice/whole', packed.xorbBytes, alice)
  const actor = await hub.services.accounts.authenticate({ method: 'GET', authorization: `Bearer ${alice.token}` })
  const address = { type: 'model', namespace: 'alice', name: 'whole' } as const
  const { token } = await xet.grant(actor, address, { scope: 'write' })
  const grant = await xet.readGrant(token, 'write')
  await xet.receiveXorb(grant, packed.xorb, [packed.xorbBytes] as never)
  await xet.registerShard(grant, [packed.shard] as never)
  // And once more, so that its time comes all the same.
  await createRepo(hub, alice, 'more')
  await uploadObject(hub, 'alice/more', packed.xorbBytes, alice)
  for (const hours of [2, 30, 30]) {
    later(hours)
    await hub.services.content.repack()
  }
  const damage: unknown[] = []
  await hub.services.content.checkStorage((found) => damage.push(found))
  assert.deepEqual(damage, [])
})

test('what is sent whole again after it went is packed away again', async () => {
  const content = randomBytes(2_000_000)
  await commit('again.bin', content)
  for (const hours of [2, 30]) {
    later(hours)
    await hub.services.content.repack()
  }
  const before = await storedBytes()
  await createRepo(hub, alice, 'once-more')
  await uploadObject(hub, 'alice/once-more', content, alice)
  assert.ok((await storedBytes()) > before)
  for (const hours of [2, 30]) {
    later(hours)
    await hub.services.content.repack()
  }
  assert.equal(await storedBytes(), before)
})
