import assert from 'node:assert/strict'
import { test } from 'node:test'
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
