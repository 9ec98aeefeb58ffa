import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../testing/footprint.ts'
import { openSocket, requestHead } from '../testing/raw-request.ts'
import { send } from '../testing/requests.ts'
import { startTestHub } from '../testing/test-hub.ts'

test('a client that is refused while it sends many megabytes still reads why', async () => {
  await using hub = await startTestHub()
  const body = new Uint8Array(20_000_000)
  const refused = await fetch(`${hub.url}/lfs/objects/${'a'.repeat(64)}?ticket=forged`, { method: 'PUT', body })
  assert.equal(refused.status, 403)
  assert.match(await refused.text(), /not valid/)
  const tooLarge = await send(hub, 'POST', '/api/validate-yaml', { body })
  assert.equal(tooLarge.status, 413)
})

const timers = async () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test('nothing waits for the rest when the client is gone', async () => {
  await using hub = await startTestHub()
  const before = await timers()
  const socket = await openSocket(hub)
  const headers = { 'Content-Length': '100000000' }
  socket.write(requestHead({ method: 'POST', path: '/api/validate-yaml', headers }))
  await new Promise((resolve) => {
    socket.once('data', resolve)
  })
  socket.destroy()
  await eventually(timers, before)
})
