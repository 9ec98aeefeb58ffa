import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { changingNothing, filesUnder } from '../../testing/footprint.ts'
import { createRepo, digestOf, json, send, uploadObject } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let now = new Date('2026-11-22T10:00:00.000Z')
before(async () => {
  hub = await startTestHub({ clock: { now: () => now } })
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'large')
})
after(() => hub[Symbol.asyncDispose]())

const partBytes = limits.multipartPartBytes
// The last part is small, so that most tests need to send no more than that.
const sizeBytes = limits.multipartThresholdBytes + 1000
const partCount = Math.ceil(sizeBytes / partBytes)

type Plan = { complete: string; verify: string; parts: string[]; chunk: number }
type Batch = {
  transfer: string
  objects: { actions?: { upload: { href: string; header?: Record<string, string> }; verify: { href: string } } }[]
}

async function batch(objects: object[], transfers = ['basic', 'multipart'], repo = 'alice/large'): Promise<Batch> {
  const request = { operation: 'upload', transfers, objects }
  const answer = await send(hub, 'POST', `/${repo}.git/info/lfs/objects/batch`, { as: alice, json: request })
  assert.equal(answer.status, 200, await answer.clone().text())
  return json<Batch>(answer)
}

async function plan(oid: string, size = sizeBytes, repo = 'alice/large'): Promise<Plan> {
  const { transfer, objects } = await batch([{ oid, size }], undefined, repo)
  assert.equal(transfer, 'multipart')
  const { upload, verify } = objects[0]!.actions!
  const numbered = Object.entries(upload.header!).filter(([key]) => /^\d+$/.test(key))
  const parts = numbered.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, href]) => href)
  return { complete: upload.href, verify: verify.href, parts, chunk: Number(upload.header!['chunk_size']) }
}

const partCounts = ({ objects }: Batch) =>
  objects.map(({ actions }) => Object.keys(actions?.upload.header ?? {}).filter((key) => /^\d{5}$/.test(key)).length)
const freshOid = () => digestOf(randomBytes(20))
const partOf = (content: Buffer<ArrayBuffer>, i: number) => content.subarray(i * partBytes, (i + 1) * partBytes)
const put = (href: string, body: Uint8Array<ArrayBuffer>) => fetch(href, { method: 'PUT', body })
async function putOk(href: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const answer = await put(href, body)
  assert.equal(answer.status, 200, await answer.clone().text())
  return answer.headers.get('ETag')!
}
const complete = ({ complete: href }: Plan, oid: string) =>
  fetch(href, {
    method: 'POST',
    headers: { 'Content-Type': 'application/vnd.git-lfs+json' },
    body: JSON.stringify({ oid, parts: [{ partNumber: 1, etag: 'x' }] }),
  })
const held = async (oid: string, size: number, repo?: string) =>
  (await batch([{ oid, size }], ['basic'], repo)).objects[0]!.actions === undefined
const uploads = () => filesUnder(`${hub.storageFolder}/uploads`)
const messageOf = async (answer: Response) => (await json<{ message: string }>(answer)).message

describe('an object in parts', () => {
  test('is offered to those who know it, for large objects only', async () => {
    const large = { oid: freshOid(), size: sizeBytes }
    assert.equal((await batch([large], ['basic'])).transfer, 'basic')
    const small = { oid: freshOid(), size: limits.multipartThresholdBytes }
    assert.equal((await batch([small])).transfer, 'basic')
    const both = await batch([small, large])
    assert.equal(both.transfer, 'multipart')
    assert.equal(both.objects[0]!.actions!.upload.header, undefined)
  })

  test('takes the whole batch along when git-lfs asks, which has one agent for all of it', async () => {
    const [large, small] = [sizeBytes, 10].map((size) => ({ oid: freshOid(), size }))
    const empty = { oid: digestOf(''), size: 0 }
    const content = randomBytes(10)
    await uploadObject(hub, 'alice/large', content, alice)
    const known = { oid: digestOf(content), size: content.length }
    const ask = async (objects: object[]) => {
      const headers = { 'User-Agent': 'git-lfs/3.3.0 (GitHub; linux amd64; go 1.19.8)' }
      const request = { operation: 'upload', transfers: ['multipart', 'basic', 'ssh'], objects }
      const path = '/alice/large.git/info/lfs/objects/batch'
      return json<Batch>(send(hub, 'POST', path, { as: alice, headers, json: request }))
    }
    const all = await ask([large!, small!, empty, known])
    assert.equal(all.transfer, 'multipart')
    assert.deepEqual(partCounts(all), [partCount, 1, 0, 0])
    assert.deepEqual(
      all.objects.map(({ actions }) => actions?.upload.header?.['chunk_size']),
      [partBytes, partBytes, partBytes, undefined].map((size) => size?.toString()),
    )
    const { href } = all.objects[2]!.actions!.upload
    assert.equal((await complete({ complete: href, verify: '', parts: [], chunk: partBytes }, empty.oid)).status, 200)
    assert.ok(await held(empty.oid, 0))
    assert.equal((await ask([small!, known])).transfer, 'basic')
    const tooMany = Array.from({ length: 100 }, () => ({ oid: freshOid(), size: 5 * 1024 ** 3 }))
    const whole = await ask(tooMany)
    assert.equal(whole.transfer, 'basic')
    assert.ok(whole.objects.every(({ actions }) => actions?.upload.header === undefined))
  })

  test('has exactly as many parts as its size needs', async () => {
    for (const size of [sizeBytes, partBytes * 5, partBytes * 5 + 1, 200 * 1024 ** 3]) {
      const { parts, chunk } = await plan(freshOid(), size)
      assert.equal(parts.length, Math.ceil(size / chunk), String(size))
      assert.ok(parts.length <= limits.multipartMaxParts)
    }
  })

  test('arrives in any order, with parts sent twice, and is completed twice', async () => {
    const content = randomBytes(sizeBytes)
    const oid = digestOf(content)
    const { parts, ...rest } = await plan(oid)
    assert.equal(parts.length, partCount)
    await putOk(parts[1]!, Buffer.alloc(partBytes, 'wrong'))
    for (const i of [4, 2, 0, 3, 1]) assert.match(await putOk(parts[i]!, partOf(content, i)), /^"[0-9a-f]{64}"$/)
    const answers = await Promise.all([1, 2, 3].map(() => complete({ parts, ...rest }, oid)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    )
    assert.equal((await complete({ parts, ...rest }, oid)).status, 200)
    assert.ok(await held(oid, sizeBytes))
    const verify = { as: alice, json: { oid, size: sizeBytes } }
    assert.equal((await send(hub, 'POST', new URL(rest.verify).pathname, verify)).status, 200)
    assert.deepEqual(await uploads(), [])
    const late = await put(parts[4]!, partOf(content, 4))
    assert.equal(late.status, 404)
    assert.match(await messageOf(late), /finished or has expired/)
    assert.deepEqual(await uploads(), [])
  })

  test('goes on where it was left, when the batch is asked again', async () => {
    const content = randomBytes(sizeBytes)
    const oid = digestOf(content)
    const first = await plan(oid)
    for (const i of [0, 1, 2]) await putOk(first.parts[i]!, partOf(content, i))
    const missing = await complete(first, oid)
    assert.equal(missing.status, 400)
    assert.match(await messageOf(missing), /Parts are missing: 4, 5\./)
    const second = await plan(oid)
    for (const i of [3, 4]) await putOk(second.parts[i]!, partOf(content, i))
    assert.equal((await complete(second, oid)).status, 200)
    assert.ok(await held(oid, sizeBytes))
  })

  test('that are not the bytes announced is refused, and can be sent again', async () => {
    const content = randomBytes(sizeBytes)
    const oid = digestOf(content)
    const asked = await plan(oid)
    for (const i of [0, 1, 2, 3]) await putOk(asked.parts[i]!, partOf(content, i))
    await putOk(asked.parts[4]!, Buffer.alloc(1000, '?'))
    const blobs = await filesUnder(`${hub.storageFolder}/blobs`)
    await changingNothing(hub, async () => {
      const answer = await complete(asked, oid)
      assert.equal(answer.status, 422)
      assert.match(await messageOf(answer), /SHA-256/)
    })
    assert.deepEqual(await filesUnder(`${hub.storageFolder}/blobs`), blobs)
    assert.equal(await held(oid, sizeBytes), false)
    for (const [i, href] of asked.parts.entries()) await putOk(href, partOf(content, i))
    assert.equal((await complete(asked, oid)).status, 200)
  })
})

describe('a part', () => {
  test('has its exact size; another does not replace one that is there', async () => {
    const oid = freshOid()
    const { parts } = await plan(oid)
    await putOk(parts[4]!, Buffer.alloc(1000, 'good'))
    const before = await uploads()
    for (const [body, status] of [
      [Buffer.alloc(999), 400],
      [Buffer.alloc(0), 400],
      [Buffer.alloc(1001), 413],
      [Buffer.alloc(partBytes), 413],
    ] as const)
      await changingNothing(hub, async () => {
        const answer = await put(parts[4]!, body)
        assert.equal(answer.status, status)
        assert.match(await messageOf(answer), /bytes/)
      })
    assert.deepEqual(await uploads(), before)
    const again = await complete(await plan(oid), oid)
    assert.match(await messageOf(again), /Parts are missing: 1, 2, 3, 4\./)
  })

  test('has a number of its upload', async () => {
    const { parts } = await plan(freshOid())
    for (const number of ['0', '6', '-1', '1.5', 'x', '99999999999999999999'])
      await changingNothing(hub, async () => {
        const answer = await put(parts[0]!.replace(/\/1\?/, `/${number}?`), Buffer.alloc(10))
        assert.equal(answer.status, 400, number)
      })
  })

  test('cannot be sent with the address of another act', async () => {
    const { parts, complete: href } = await plan(freshOid())
    const ticket = new URL(href).searchParams.get('ticket')!
    const answer = await put(parts[4]!.replace(/ticket=.*/, `ticket=${ticket}`), Buffer.alloc(1000))
    assert.equal(answer.status, 403)
    const wrong = await fetch(href.replace(/ticket=.*/, `ticket=${new URL(parts[4]!).searchParams.get('ticket')}`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ oid: 'x', parts: [] }),
    })
    assert.equal(wrong.status, 403)
  })
})

describe('an upload', () => {
  test('of another size does not go on with the parts of the first', async () => {
    const oid = freshOid()
    const first = await plan(oid, sizeBytes)
    await putOk(first.parts[4]!, Buffer.alloc(1000))
    const second = await plan(oid, sizeBytes + partBytes)
    assert.equal(second.parts.length, partCount + 1)
    assert.match(await messageOf(await complete(second, oid)), /Parts are missing: 1, 2, 3, 4, 5, 6\./)
    assert.equal((await put(first.parts[4]!, Buffer.alloc(1000))).status, 404)
  })

  test('of one repo is not that of another', async () => {
    await createRepo(hub, alice, 'other')
    const oid = freshOid()
    const [one, two] = [await plan(oid), await plan(oid, sizeBytes, 'alice/other')]
    await putOk(one.parts[4]!, Buffer.alloc(1000))
    assert.match(await messageOf(await complete(two, oid)), /Parts are missing: 1, 2, 3, 4, 5\./)
  })

  test('ends when its object came another way', async () => {
    const content = randomBytes(sizeBytes)
    const oid = digestOf(content)
    const asked = await plan(oid)
    await putOk(asked.parts[4]!, partOf(content, 4))
    await uploadObject(hub, 'alice/large', content, alice)
    const before = await uploads()
    assert.equal((await complete(asked, oid)).status, 200)
    assert.equal((await uploads()).length, before.length - 1)
  })

  test('that nobody finished is swept after its time, with its parts; one in time stays', async () => {
    const [old, young] = [await plan(freshOid()), await plan(freshOid())]
    await putOk(old.parts[4]!, Buffer.alloc(1000))
    const start = now
    now = new Date(start.getTime() + (limits.uploadLifeHours + 1) * 3_600_000)
    const oid = freshOid()
    const asked = await plan(oid)
    await putOk(asked.parts[4]!, Buffer.alloc(1000))
    await runSweep()
    assert.equal((await uploads()).length, 1)
    const { rows } = await hub.db.pool.query('select encode(sha256, $1) as oid from uploads', ['hex'])
    assert.deepEqual(rows, [{ oid }])
    await putOk(asked.parts[4]!, Buffer.alloc(1000))
    for (const { parts } of [old, young]) assert.equal((await put(parts[4]!, Buffer.alloc(1000))).status, 403)
    now = start
    for (const { parts } of [old, young]) assert.equal((await put(parts[4]!, Buffer.alloc(1000))).status, 404)
  })

  test('goes with its repo', async () => {
    await createRepo(hub, alice, 'mortal')
    const asked = await plan(freshOid(), sizeBytes, 'alice/mortal')
    await putOk(asked.parts[4]!, Buffer.alloc(1000))
    const before = await uploads()
    await send(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'mortal' } })
    assert.equal((await put(asked.parts[0]!, Buffer.alloc(10))).status, 403)
    assert.equal((await complete(asked, 'x')).status, 403)
    await runSweep()
    assert.equal((await uploads()).length, before.length - 1)
  })
})

async function runSweep(): Promise<void> {
  // those by the clock; the others are asked for
  for (const task of hub.services.content.tasks) if (task.cron) await task.run({})
}
