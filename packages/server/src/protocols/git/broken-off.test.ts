import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { changingNothing, eventually } from '../../testing/footprint.ts'
import { gitLeftovers } from '../../testing/git-client.ts'
import { packOf, pushBody, receivePackType } from '../../testing/git-packs.ts'
import { openSocket, requestHead } from '../../testing/raw-request.ts'
import { createRepo } from '../../testing/requests.ts'
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
async function pushPart(sizeBytes: number): Promise<Socket> {
  const socket = await openSocket(hub)
  const authorization = `Basic ${Buffer.from(`alice:${alice.token}`).toString('base64')}`
  const headers = { Authorization: authorization, 'Content-Type': receivePackType, 'Content-Length': `${body.length}` }
  socket.write(requestHead({ method: 'POST', path: '/alice/left/git-receive-pack', headers }))
  await new Promise((resolve) => {
    socket.write(body.subarray(0, sizeBytes), resolve)
  })
  return socket
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
