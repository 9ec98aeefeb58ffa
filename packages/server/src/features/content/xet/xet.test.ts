import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sha256 } from '../../../kit/digest.ts'
import { commitOk, createRepo, header, lfsFile, send, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import { xetContent, type XetContent } from '../../../testing/xet-content.ts'
import type { Xet, XetGrant, XetScope } from './xet.ts'

let hub: TestHub
let xet: Xet
let alice: Person
let bob: Person
before(async () => {
  hub = await startTestHub()
  xet = hub.services.content.xet
  alice = await hub.person('alice')
  bob = await hub.person('bob')
  for (const name of ['xet', 'other']) await createRepo(hub, alice, name)
  await createRepo(hub, alice, 'secret', { private: true })
  await createRepo(hub, bob, 'spy')
})
after(() => hub[Symbol.asyncDispose]())

async function grantOf(person: Person, repo: string, scope: XetScope = 'write'): Promise<XetGrant> {
  const [namespace = '', name = ''] = repo.split('/')
  const actor = await hub.services.accounts.authenticate({ method: 'GET', authorization: `Bearer ${person.token}` })
  const { token } = await xet.grant(actor, { type: 'model', namespace, name }, { scope })
  return xet.readGrant(token, scope)
}

async function* inParts(bytes: Uint8Array, size = 300_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function upload(grant: XetGrant, content: XetContent): Promise<void> {
  await xet.receiveXorb(grant, content.xorb, inParts(content.xorbBytes))
  await xet.registerShard(grant, inParts(content.shard))
}

/** Half of it compresses well, as weights do not and tables do. */
function mixed(sizeBytes: number): Buffer<ArrayBuffer> {
  const bytes = randomBytes(sizeBytes)
  for (let at = 100_000; at < sizeBytes; at += 600_000)
    bytes.fill('a row of numbers 0.1234 ', at, Math.min(at + 300_000, sizeBytes))
  return bytes
}

describe('a file that came in chunks', () => {
  const content = mixed(5_000_000)

  test('is read by everybody, whole and in ranges', async () => {
    const packed = xetContent(content)
    const grant = await grantOf(alice, 'alice/xet')
    assert.deepEqual(await xet.receiveXorb(grant, packed.xorb, inParts(packed.xorbBytes)), { inserted: true })
    assert.deepEqual(await xet.receiveXorb(grant, packed.xorb, inParts(packed.xorbBytes, 1000)), { inserted: false })
    const seen: number[] = []
    const told = await xet.registerShard(grant, inParts(packed.shard), (done, total) => {
      assert.equal(total, content.length)
      seen.push(done)
    })
    assert.deepEqual(told, { inserted: true })
    assert.equal(seen.at(-1), content.length)
    assert.deepEqual(await xet.registerShard(grant, inParts(packed.shard)), { inserted: false })
    await commitOk(hub, 'alice/xet', [header(), lfsFile('w.bin', content)], { as: alice })
    const path = '/alice/xet/resolve/main/w.bin'
    assert.ok(Buffer.from(await (await hub.fetch(path)).arrayBuffer()).equals(content))
    for (const [first, last] of [
      [0, 0],
      [4_999_999, 4_999_999],
      [1_048_570, 3_200_123],
      [299_990, 300_010],
    ] as const) {
      const answer = await send(hub, 'GET', path, { headers: { Range: `bytes=${first}-${last}` } })
      assert.equal(answer.status, 206)
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content.subarray(first, last + 1)))
    }
  })

  test('is told as terms of the chunks that a range needs', async () => {
    const packed = xetContent(content)
    const grant = await grantOf(alice, 'alice/xet', 'read')
    assert.equal(await xet.fileBytes(grant, packed.file), content.length)
    const whole = await xet.reconstruct(grant, packed.file, null)
    assert.equal(whole.offsetIntoFirstTerm, 0)
    assert.equal(
      whole.terms.reduce((sum, term) => sum + term.contentBytes, 0),
      content.length,
    )
    const part = await xet.reconstruct(grant, packed.file, { first: 2_000_000, last: 2_000_000 })
    assert.equal(part.terms.length, 1)
    assert.equal(part.terms[0]!.end - part.terms[0]!.start, 1)
    assert.ok(part.offsetIntoFirstTerm < part.terms[0]!.contentBytes)
    await assert.rejects(xet.reconstruct(grant, packed.file, { first: content.length, last: content.length }), {
      code: 'InvalidRange',
    })
  })

  test('counts as whole for fsck', async () => {
    const damage: unknown[] = []
    await hub.services.content.checkStorage((found) => damage.push(found))
    assert.deepEqual(damage, [])
  })

  test('is taken whole, too, when it comes again by another door', async () => {
    const once = mixed(400_000)
    await upload(await grantOf(alice, 'alice/xet'), xetContent(once))
    const objects = [{ oid: sha256(once), size: once.length }]
    const json = { operation: 'upload', objects }
    const batch = await send(hub, 'POST', '/alice/other.git/info/lfs/objects/batch', { as: alice, json })
    const answer = (await batch.json()) as { objects: [{ actions: { upload: { href: string } } }] }
    const href = answer.objects[0].actions.upload.href
    assert.equal((await fetch(href, { method: 'PUT', body: new Uint8Array(once) })).status, 200)
    await commitOk(hub, 'alice/other', [header(), lfsFile('w.bin', once)], { as: alice })
    assert.ok(Buffer.from(await (await hub.fetch('/alice/other/resolve/main/w.bin')).arrayBuffer()).equals(once))
  })
})

describe('refused, with nothing registered:', () => {
  test('bytes that are not the xorb they are named', async () => {
    const grant = await grantOf(alice, 'alice/xet')
    const packed = xetContent(mixed(500_000))
    const other = xetContent(mixed(100_000))
    const cut = packed.xorbBytes.subarray(0, -1)
    const flipped = Buffer.from(packed.xorbBytes)
    flipped[flipped.length >> 1]! ^= 1
    for (const bytes of [
      cut,
      flipped,
      Buffer.alloc(0),
      other.xorbBytes,
      randomBytes(100_000),
      Buffer.concat([packed.xorbBytes, other.xorbBytes]),
    ])
      await assert.rejects(xet.receiveXorb(grant, packed.xorb, inParts(bytes)), { code: 'XorbInvalid' })
    await assert.rejects(xet.xorbBytes(grant, packed.xorb), { code: 'ObjectNotFound' })
    await assert.rejects(xet.registerShard(grant, inParts(packed.shard)), { code: 'ShardInvalid' })
  })

  test('a shard whose claims are false', async () => {
    const grant = await grantOf(alice, 'alice/xet')
    const content = mixed(500_000)
    const packed = xetContent(content)
    await xet.receiveXorb(grant, packed.xorb, inParts(packed.xorbBytes))
    const famous = Buffer.from(sha256('somebody else’s weights'), 'hex')
    const claims = [
      { sha256: famous },
      { hash: randomBytes(32) },
      { end: 5000 },
      { contentBytes: 499_999 },
      { verification: randomBytes(32) },
    ]
    for (const claim of claims)
      await assert.rejects(xet.registerShard(grant, inParts(xetContent(content, claim).shard)), {
        code: 'ShardInvalid',
      })
    for (const bytes of [packed.shard.subarray(0, 100), randomBytes(500), Buffer.alloc(0)])
      await assert.rejects(xet.registerShard(grant, inParts(bytes)), { code: 'ShardInvalid' })
    await assert.rejects(xet.fileBytes(grant, packed.file), { code: 'ObjectNotFound' })
  })

  test('building on what only a private repo of somebody else holds', async () => {
    const packed = xetContent(mixed(300_000))
    await upload(await grantOf(alice, 'alice/secret'), packed)
    const spy = await grantOf(bob, 'bob/spy')
    await assert.rejects(xet.registerShard(spy, inParts(packed.shard)), { code: 'ShardInvalid' })
    await assert.rejects(xet.xorbBytes(spy, packed.xorb), { code: 'ObjectNotFound' })
    await assert.rejects(xet.fileBytes(spy, packed.file), { code: 'ObjectNotFound' })
    await assert.rejects(xet.reconstruct(spy, packed.file, null), { code: 'ObjectNotFound' })
    assert.equal(await xet.lookUpChunk(spy, packed.xorb), null)
    // Who has the bytes may send them, and is told no more than that they arrived.
    await upload(spy, packed)
    assert.equal(await xet.fileBytes(spy, packed.file), 300_000)
  })
})

test('a client that has a chunk of a public repo learns where it lies', async () => {
  const content = randomBytes(100)
  const packed = xetContent(content)
  await upload(await grantOf(alice, 'alice/xet'), packed)
  const spy = await grantOf(bob, 'bob/spy')
  // A xorb of one chunk is named as the chunk.
  assert.ok((await xet.lookUpChunk(spy, packed.xorb))!.length > 200)
  await xet.registerShard(spy, inParts(packed.shard))
  assert.equal(await xet.fileBytes(spy, packed.file), 100)
})

test('two who pack the same file differently both have it', async () => {
  const content = mixed(500_000)
  const [one, other] = [xetContent(content), xetContent(content, {}, randomBytes(1000))]
  assert.equal(one.file, other.file)
  const [first, second] = [await grantOf(alice, 'alice/secret'), await grantOf(bob, 'bob/spy')]
  await upload(first, one)
  await upload(second, other)
  for (const grant of [first, second]) assert.equal(await xet.fileBytes(grant, one.file), content.length)
})

test('who sends the same file whole is not told that others have it in chunks', async () => {
  const content = mixed(500_000)
  const packed = xetContent(content)
  await upload(await grantOf(alice, 'alice/secret'), packed)
  await uploadObject(hub, 'bob/spy', content, bob)
  await commitOk(hub, 'bob/spy', [header(), lfsFile('same.bin', content)], { as: bob })
  const answer = await hub.fetch('/bob/spy/resolve/main/same.bin')
  assert.equal(answer.headers.get('X-Xet-Hash'), null)
  assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content))
  const spy = await grantOf(bob, 'bob/spy', 'read')
  await assert.rejects(xet.fileBytes(spy, packed.file), { code: 'ObjectNotFound' })
})

for (const [dedupScope, isShared] of [
  ['repo', false],
  ['namespace', false],
  ['instance', true],
] as const)
  test(`what a public repo of somebody else has is ${isShared ? '' : 'not '}shared within "${dedupScope}"`, async () => {
    await using other = await startTestHub({ dedupScope })
    const [anna, ben] = [await other.person('anna'), await other.person('ben')]
    await createRepo(other, anna, 'open')
    await createRepo(other, ben, 'own')
    const packed = xetContent(randomBytes(100))
    const grants = await Promise.all(
      [anna, ben].map(async (person, n) => {
        const authorization = `Bearer ${person.token}`
        const actor = await other.services.accounts.authenticate({ method: 'GET', authorization })
        const [namespace = '', name = ''] = n === 0 ? ['anna', 'open'] : ['ben', 'own']
        const address = { type: 'model', namespace, name } as const
        const { token } = await other.services.content.xet.grant(actor, address, { scope: 'write' })
        return other.services.content.xet.readGrant(token, 'write')
      }),
    )
    const there = other.services.content.xet
    await there.receiveXorb(grants[0]!, packed.xorb, inParts(packed.xorbBytes))
    await there.registerShard(grants[0]!, inParts(packed.shard))
    assert.equal((await there.lookUpChunk(grants[1]!, packed.xorb)) !== null, isShared)
  })

test('many shards on one xorb land side by side', async () => {
  const packed = xetContent(mixed(400_000))
  const grant = await grantOf(alice, 'alice/xet')
  await xet.receiveXorb(grant, packed.xorb, inParts(packed.xorbBytes))
  const other = await grantOf(bob, 'bob/spy')
  await xet.receiveXorb(other, packed.xorb, inParts(packed.xorbBytes))
  const shards = Array.from({ length: 16 }, (_, n) => xet.registerShard(n % 2 ? grant : other, inParts(packed.shard)))
  assert.equal((await Promise.all(shards)).length, 16)
})

test('who sent a xorb anywhere may build on it everywhere, also when that repo is gone', async () => {
  const packed = xetContent(mixed(300_000))
  await createRepo(hub, alice, 'gone', { private: true })
  await upload(await grantOf(alice, 'alice/gone'), packed)
  const deleted = await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'gone' } })
  assert.equal(deleted.status, 200)
  const other = await grantOf(alice, 'alice/other')
  await xet.registerShard(other, inParts(packed.shard))
  assert.equal(await xet.fileBytes(other, packed.file), 300_000)
  await assert.rejects(xet.registerShard(await grantOf(bob, 'bob/spy'), inParts(xetContent(mixed(300_000)).shard)), {
    code: 'ShardInvalid',
  })
})

test('tokens are for one repo, one scope and some minutes', async () => {
  const actor = await hub.services.accounts.authenticate({ method: 'GET', authorization: `Bearer ${alice.token}` })
  const address = { type: 'model', namespace: 'alice', name: 'xet' } as const
  const { token } = await xet.grant(actor, address, { scope: 'read' })
  await assert.rejects(xet.readGrant(token, 'write'), { code: 'AccessDenied' })
  for (const wrong of [undefined, '', 'x', `${token}x`, `x${token}`])
    await assert.rejects(xet.readGrant(wrong, 'read'), { code: 'InvalidCredentials' })
  const stranger = await hub.services.accounts.authenticate({ method: 'GET', authorization: `Bearer ${bob.token}` })
  await assert.rejects(xet.grant(stranger, address, { scope: 'write' }), { code: 'AccessDenied' })
  await assert.rejects(xet.grant(stranger, { ...address, name: 'secret' }, { scope: 'read' }), { code: 'RepoNotFound' })
})
