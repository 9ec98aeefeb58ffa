// The contract: the OpenAPI document is a snapshot, so that an accidental change shows up as a diff, and the typed
// client made from it works against a living hub.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createKaihubClient } from '@kaihub/client'
import { startTestHub } from './testing/test-hub.ts'

type Document = { openapi: string; info: { version: string }; paths: Record<string, Record<string, unknown>> }

const snapshotFile = new URL('../../client/src/generated/openapi.snapshot.json', import.meta.url)

test('the OpenAPI document is the one the client was made from', async () => {
  await using hub = await startTestHub()
  const document = (await (await hub.fetch('/api/openapi.json')).json()) as Document
  const snapshot = JSON.parse(await readFile(snapshotFile, 'utf8')) as Document
  const hint = 'the contract changed: if that was meant, run `npm run generate`'
  assert.deepEqual(Object.keys(document.paths), Object.keys(snapshot.paths), hint)
  assert.deepEqual({ ...document, info: { ...document.info, version: 'any' } }, snapshot, hint)
})

test('a person makes a repo and looks around in it', async () => {
  await using hub = await startTestHub()
  const alice = await hub.person('alice')
  const client = createKaihubClient({ url: hub.url, token: alice.token })

  const { data: me } = await client.GET('/api/whoami-v2')
  assert.equal(me?.name, 'alice')

  const { data: repo } = await client.POST('/api/repos/create', { body: { name: 'first', type: 'model' } })
  assert.equal(repo?.name, 'alice/first')

  const path = { types: 'models' as const, namespace: 'alice', name: 'first' }
  const { data: refs } = await client.GET('/api/{types}/{namespace}/{name}/refs', { params: { path } })
  assert.deepEqual(
    refs?.branches.map(({ ref }) => ref),
    ['refs/heads/main'],
  )
  const tree = await client.GET('/api/{types}/{namespace}/{name}/tree/{rest}', {
    params: { path: { ...path, rest: 'refs/heads/main' } },
  })
  assert.deepEqual(
    tree.data?.map((entry) => entry.path),
    ['.gitattributes'],
  )
})

test('a refusal arrives as an error, not as an exception', async () => {
  await using hub = await startTestHub()
  const seen: string[] = []
  const client = createKaihubClient({
    url: hub.url,
    fetch: (request) => {
      seen.push(request instanceof Request ? request.url : String(request))
      return fetch(request)
    },
  })
  const { data, error, response } = await client.GET('/api/whoami-v2')
  assert.equal(data, undefined)
  assert.equal(response.status, 401)
  assert.equal(typeof error?.error, 'string')
  assert.deepEqual(seen, [`${hub.url}/api/whoami-v2`])
})
