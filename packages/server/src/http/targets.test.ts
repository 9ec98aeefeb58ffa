import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { randomIds } from '../kit/ids.ts'
import { silentLog } from '../kit/log.ts'
import { anonymous } from '../kit/actor.ts'
import { route } from './route.ts'
import { createHttpServer, type HttpServer } from './server.ts'

let server: HttpServer
let port: number
const told = route({
  method: 'GET',
  path: '/api/told',
  area: '',
  summary: '',
  handle: async ({ origin, target }) => ({ json: { origin, target } }),
})
before(async () => {
  server = createHttpServer({
    groups: [{ routes: [told] }],
    authenticate: async () => anonymous,
    publicUrl: null,
    site: {
      asset: () => null,
      respond: async ({ url }) => ({ status: 200, headers: [], body: Buffer.from(JSON.stringify({ page: url })) }),
      [Symbol.asyncDispose]: async () => {},
    },
    log: silentLog,
    ids: randomIds,
  })
  port = (await server.listen('127.0.0.1', 0)).port
})
after(() => server[Symbol.asyncDispose]())

/** A request as it is written, which no client of ours would. */
async function ask(target: string, host = 'hub.example'): Promise<{ status: number; body: unknown }> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  const answer = await text(socket)
  const body = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
  return { status: Number(answer.split(' ')[1]), body: JSON.parse(body || 'null') as unknown }
}

test('a target that names its host is one of that host, for programs and for pages', async () => {
  assert.deepEqual((await ask('http://other:80/api/told?x')).body, { origin: 'http://other:80', target: '/api/told?x' })
  assert.deepEqual((await ask('/api/told?x')).body, { origin: 'http://hub.example', target: '/api/told?x' })
  assert.deepEqual((await ask('HTTPS://other/alice/model')).body, { page: 'http://other/alice/model' })
  assert.deepEqual((await ask('http://other?q')).body, { page: 'http://other/?q' })
  assert.equal((await ask('http://other/api/none')).status, 404)
})

test('a target without a path, and a host that is none, are refused', async () => {
  for (const target of ['*', 'alice/model', 'ftp://other/x', 'http://', 'http:///x', 'http://user@other/x'])
    assert.equal((await ask(target)).status, 400, target)
  for (const host of ['', 'a b', 'a/b', 'a:99999', 'a@b', '[::1'])
    assert.equal((await ask('/x', host)).status, 400, host)
})
