import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { repoTypes } from './repo.ts'
import { tokenOf } from '../../testing/people.ts'
import { createRepo, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

// What a stranger may not see does not exist: asked of every route that the hub declares, also those of tomorrow.

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  for (const type of repoTypes) await createRepo(hub, alice, 'hidden', { type, private: true, sdk: 'static' })
  await createRepo(hub, alice, 'was-hidden', { private: true })
  const json = { fromRepo: 'alice/was-hidden', toRepo: 'alice/is-hidden' }
  assert.equal((await send(hub, 'POST', '/api/repos/move', { as: alice, json })).status, 200)
})
after(() => hub[Symbol.asyncDispose]())

test('a private repo and a missing one answer alike, byte for byte, on every route', async () => {
  const strangers = { nobody: undefined, stranger: await hub.person('mallory') }
  const routes = await declaredRoutes()
  assert.ok(routes.length > 80, `only ${routes.length} routes were found`)
  for (const { method, path, body } of routes)
    for (const [who, as] of Object.entries(strangers)) {
      const ask = (name: string) => send(hub, method, path.replace('{name}', name), { as, ...body })
      const what = `${who}: ${method} ${path}`
      const missing = await seen(await ask('absent'))
      assert.deepEqual(await seen(await ask('hidden')), missing, what)
      assert.deepEqual(await seen(await ask('was-hidden')), missing, what)
      assert.equal(missing.status, as ? 404 : 401, `${what} ${missing.text}`)
      assert.equal(missing.headers['x-error-code'], 'RepoNotFound', what)
      const owned = await send(hub, method === 'DELETE' ? 'HEAD' : method, path.replace('{name}', 'hidden'), {
        as: alice,
      })
      assert.notEqual(owned.headers.get('X-Error-Code'), 'RepoNotFound', what)
    }
})

test('also to an access token that does not reach it', async () => {
  const scopes = [{ entity: { type: 'model' as const, name: 'alice/other' }, permissions: ['repo.write'] }]
  const narrow = await tokenOf(hub, 'alice', { role: 'fineGrained', scopes })
  for (const name of ['hidden', 'absent']) {
    const answer = await send(hub, 'GET', `/api/models/alice/${name}/refs`, { as: narrow })
    assert.deepEqual([answer.status, answer.headers.get('X-Error-Code')], [404, 'RepoNotFound'])
  }
})

test('nor is one told apart by the routes that name it in the body', async () => {
  const mallory = await hub.person('mallory-2')
  for (const as of [undefined, mallory])
    for (const ask of [
      (name: string) => send(hub, 'DELETE', '/api/repos/delete', { as, json: { name } }),
      (name: string) => send(hub, 'POST', '/api/repos/move', { as, json: { fromRepo: name, toRepo: 'mallory-2/x' } }),
      (name: string) => send(hub, 'POST', '/api/repos/move', { as, json: { fromRepo: 'mallory-2/x', toRepo: name } }),
      (name: string) => send(hub, 'POST', '/api/repos/create', { as, json: { name } }),
    ]) {
      const withoutName = async (name: string) => {
        const { text, ...rest } = await seen(await ask(`alice/${name}`))
        return { ...rest, text: text.replaceAll(name, 'name') }
      }
      assert.deepEqual(await withoutName('hidden'), await withoutName('absent'))
    }
})

type Seen = { status: number; headers: Record<string, string>; text: string }

async function seen(answer: Response): Promise<Seen> {
  const { date: _, 'x-request-id': __, ...headers } = Object.fromEntries(answer.headers)
  return { status: answer.status, headers, text: await answer.text() }
}

type Declared = { method: string; path: string; body: { json?: unknown } }
type Schema = {
  type?: string
  enum?: string[]
  required?: string[]
  properties?: Record<string, Schema>
  anyOf?: Schema[]
}
type Operation = {
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}

/** Every declared route that names a repo, once for each word its address may hold, with a body that passes. */
async function declaredRoutes(): Promise<Declared[]> {
  const { paths } = await json<{ paths: Record<string, Record<string, Operation>> }>(
    send(hub, 'GET', '/api/openapi.json'),
  )
  const routes: Declared[] = []
  for (const [path, operations] of Object.entries(paths)) {
    if (!path.includes('{namespace}/{name}')) continue
    for (const [verb, { parameters, requestBody }] of Object.entries(operations)) {
      const schema = requestBody?.content['application/json'].schema
      const body = schema ? { json: { ...(exampleOf(schema) as object), ...wellFormed } } : {}
      for (const filled of fill(path, parameters))
        for (const method of verb === 'get' ? ['GET', 'HEAD'] : [verb.toUpperCase()])
          routes.push({ method, path: filled, body })
    }
  }
  return routes
}

const needsFile = /resolve|raw/

function fill(path: string, parameters: Operation['parameters']): string[] {
  let filled = [path.replace('{namespace}', 'alice')]
  for (const { name, in: place, schema } of parameters) {
    if (place !== 'path' || name === 'name') continue
    const values = schema.enum ?? [
      /compare/.test(path) ? 'main..main' : needsFile.test(path) ? 'main/.gitattributes' : 'main',
    ]
    filled = filled.flatMap((one) => values.map((value) => one.replace(`{${name}}`, value)))
  }
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = needed.map(({ name, schema }) => `${name}=${String(exampleOf(schema)) || 'x'}`).join('&')
  return query === '' ? filled : filled.map((one) => `${one}?${query}`)
}

/** Where a schema says less than the hub wants. */
const wellFormed = { oid: 'a'.repeat(64), repository: 'mallory/copy' }

function exampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!)
  if (schema.type === 'object')
    return Object.fromEntries((schema.required ?? []).map((key) => [key, exampleOf(schema.properties![key]!)]))
  return { array: [], string: 'x', number: 1, integer: 1, boolean: false }[schema.type ?? ''] ?? null
}
