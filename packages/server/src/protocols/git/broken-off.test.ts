import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { flushPkt, pktLine } from '@kaihub/formats/git'
import { changingNothing, eventually } from '../../testing/footprint.ts'
import { gitLeftovers } from '../../testing/git-client.ts'
import { packOf, postPush, pushBody, readReport, receivePackType } from '../../testing/git-packs.ts'
import { openSocket, requestHead } from '../../testing/raw-request.ts'
import { commitOk, createRepo, file, header, send as request } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'left')
})
after(() => hub[Symbol.asyncDispose]())

const noise = randomBytes(3_000_000)
const body = pushBody([{ name: 'refs/heads/gone', to: 'c'.repeat(40) }], packOf([{ kind: 'blob', body: noise }]))

/** A push of which so many bytes have arrived. */
async function pushPart(sizeBytes: number, repo = 'alice/left'): Promise<Socket> {
  const socket = await openSocket(hub)
  const authorization = `Basic ${Buffer.from(`alice:${alice.token}`).toString('base64')}`
  const headers = { Authorization: authorization, 'Content-Type': receivePackType, 'Content-Length': `${body.length}` }
  socket.write(requestHead({ method: 'POST', path: `/${repo}/git-receive-pack`, headers }))
  await send(socket, body.subarray(0, sizeBytes))
  return socket
}

const send = (socket: Socket, bytes: Uint8Array): Promise<unknown> =>
  new Promise((resolve) => {
    socket.write(bytes, resolve)
  })

async function firstPart(socket: Socket): Promise<string> {
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  return bytes.toString('latin1')
}

const isAtWork = async () => (await gitLeftovers(hub)).some((found) => found.startsWith('a program in'))

test('a client that hangs up in the middle of its commands leaves nothing', async () => {
  for (const sizeBytes of [0, 3, 10, 100])
    await changingNothing(hub, async () => {
      const socket = await pushPart(sizeBytes)
      socket.destroy()
      await eventually(() => gitLeftovers(hub), [])
    })
})

test('a client that hangs up in the middle of its pack leaves nothing', async () => {
  for (const sizeBytes of [body.length / 2, body.length - 5].map(Math.floor))
    await changingNothing(hub, async () => {
      const socket = await pushPart(sizeBytes)
      await eventually(isAtWork, true)
      socket.destroy()
      await eventually(() => gitLeftovers(hub), [])
    })
  assert.deepEqual(await gitLeftovers(hub), [])
})

test('a client that hangs up in the middle of a clone leaves no program', async () => {
  const files = Array.from({ length: 8 }, (_, i) => file(`noise-${i}`, randomBytes(4_000_000)))
  const head = await commitOk(hub, 'alice/left', [header(), ...files], { as: alice })
  const wants = Buffer.concat([pktLine(`want ${head} no-progress\n`), flushPkt, pktLine('done\n')])
  const type = 'application/x-git-upload-pack-request'
  const headers = { 'Content-Type': type, 'Content-Length': `${wants.length}` }
  const socket = await openSocket(hub)
  socket.write(requestHead({ method: 'POST', path: '/alice/left/git-upload-pack', headers }))
  socket.write(wants)
  assert.match(await firstPart(socket), /^HTTP\/1\.1 200 /)
  // It reads no more, so git waits for it.
  socket.pause()
  assert.equal(await isAtWork(), true)
  socket.destroy()
  await eventually(() => gitLeftovers(hub), [])
})

test('a repo that is deleted in the middle of a push is not there for it either', async () => {
  await createRepo(hub, alice, 'doomed')
  const socket = await pushPart(body.length - 5, 'alice/doomed')
  await eventually(isAtWork, true)
  const gone = await request(hub, 'DELETE', '/api/repos/delete', { as: alice, json: { name: 'doomed' } })
  assert.equal(gone.status, 200)
  await send(socket, body.subarray(body.length - 5))
  assert.match(await firstPart(socket), /unpack|Repository not found/)
  socket.destroy()
  await eventually(() => gitLeftovers(hub), [])
  for (const table of ['git_objects', 'git_packs', 'commits', 'refs']) {
    const { rows } = await hub.db.pool.query(`select 1 from ${table} where repo_id not in (select id from repos)`)
    assert.equal(rows.length, 0, table)
  }
})

test('a client that sends many megabytes after what is refused still reads why', async () => {
  await changingNothing(hub, async () => {
    const name = 'refs/heads/gone'
    const long = pushBody(
      [{ name, to: 'c'.repeat(40) }],
      Buffer.concat([Buffer.from('no pack'), randomBytes(30_000_000)]),
    )
    const { report } = await readReport(await postPush(hub, 'alice/left', alice, long))
    assert.match(report[0]!, /^unpack git does not take this pack/)
    assert.match(report[1]!, /^ng refs\/heads\/gone/)
  })
  await eventually(() => gitLeftovers(hub), [])
})
