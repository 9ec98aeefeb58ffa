import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { z } from 'zod'
import { anonymous } from '../kit/actor.ts'
import { HubError } from '../kit/errors.ts'
import { randomIds } from '../kit/ids.ts'
import { flag, many, ok, route, type Route } from './route.ts'
import { createHttpServer, type HttpServer } from './server.ts'

let server: HttpServer
let origin: string
let seen: unknown[] = []
let logged: string[] = []

const echo = route({
  method: 'POST',
  path: '/echo/{rest*}',
  area: '',
  summary: '',
  params: z.object({ rest: z.string() }),
  query: z.object({ full: flag(), tags: many(), n: z.coerce.number().int().optional() }),
  body: z.object({
    name: z.string(),
    list: z.array(z.string()).optional(),
    on: z.union([z.boolean(), flag()]).optional(),
  }),
  bodyLimitBytes: 1000,
  handle: async ({ params, query, body }) => {
    seen.push({ ...params, ...query, ...body })
    return { json: { ...params, ...query, ...body } }
  },
})
const failing = route({
  method: 'GET',
  path: '/fail/{how}',
  area: '',
  summary: '',
  params: z.object({ how: z.string() }),
  handle: async ({ params }) => {
    if (params.how === 'known') throw new HubError('NameTaken', 'It is taken: é\n\u0000 and "so on"')
    if (params.how === 'limited') throw new HubError('RateLimited', 'Too many.', { retrySeconds: 7 })
    throw new Error('a secret of the inside')
  },
})
const plain = route({ method: 'GET', path: '/plain', area: '', summary: '', handle: async () => ok })

const headOnly = route({
  method: 'HEAD',
  path: '/head/only',
  area: '',
  summary: '',
  handle: async () => ({ headers: { 'Content-Length': '123456789' } }),
})
const binary = route({
  method: 'GET',
  path: '/binary',
  area: '',
  summary: '',
  handle: async () => ({ bytes: Buffer.from([0, 255, 13, 10]) }),
})

const verbs = route({
  method: 'GET',
  path: '/of/{name}/{verb:one|two}/{rest*}',
  area: '',
  summary: '',
  params: z.object({ name: z.string(), verb: z.string(), rest: z.string() }),
  handle: async ({ params }) => ({ json: params }),
})

/** A path that begins with anybody's name keeps Hono from its faster router, as the hub's own paths do. */
const anybodys: Route = { ...verbs, path: '/{name}/{verb:one|two}/{rest*}' }

before(async () => {
  server = createHttpServer({
    groups: [{ routes: [echo, failing, plain, headOnly, binary, verbs, anybodys] }],
    authenticate: async () => anonymous,
    publicUrl: null,
    log: { info: () => {}, warn: () => {}, error: (sentence) => logged.push(sentence) },
    ids: randomIds,
  })
  origin = `http://127.0.0.1:${(await server.listen('127.0.0.1', 0)).port}`
})
beforeEach(() => {
  seen = []
  logged = []
})
after(() => server[Symbol.asyncDispose]())

type Body = string | Uint8Array<ArrayBuffer>
const post = (body: Body, { path = '/echo/x', type = 'application/json' } = {}) =>
  fetch(origin + path, { method: 'POST', body, headers: { 'Content-Type': type } })
const form = 'application/x-www-form-urlencoded'

describe('a path', () => {
  test('with one of some words matches them as whole segments, in their place', async () => {
    const found = await fetch(`${origin}/of/x/two/a/b`)
    assert.deepEqual(await found.json(), { name: 'x', verb: 'two', rest: 'a/b' })
    for (const path of ['/of/x/three/a', '/a/b/tree/main/two', '/of/x/a/one/b', '/of/x/onetwo/a', '/of/x/a/two'])
      assert.equal((await fetch(origin + path)).status, 404, path)
  })
})

describe('a body', () => {
  test('is read as JSON or as a form', async () => {
    assert.deepEqual(await (await post('{"name":"é","extra":1,"on":true}')).json(), { rest: 'x', name: 'é', on: true })
    const fields = await post('name=a&name=b&list=1&list[]=2&on=True&x=y', { type: `${form}; charset=utf-8` })
    assert.deepEqual(await fields.json(), { rest: 'x', name: 'b', list: ['1', '2'], on: true })
    const spaces = await post('name=a+b%20c%2Bd%C3%A9&list=', { type: form })
    assert.deepEqual(await spaces.json(), { rest: 'x', name: 'a b c+dé', list: [''] })
  })

  test('that is none is refused with every fault named, and nobody sees it', async () => {
    const latin1 = Buffer.from('{"name":"caf\xe9"}', 'latin1')
    const cases: [Body, RegExp, string?][] = [
      ['', /"name"/],
      ['{', /not valid JSON/],
      ['[]', /body/],
      ['null', /body/],
      ['{"name":1,"list":"x"}', /"name".*"list"/],
      ['{"__proto__":{"name":"x"}}', /"name"/],
      [latin1, /UTF-8/],
      ['['.repeat(400), /not valid JSON/],
      ['name=%ff', /UTF-8/, form],
      ['name=%', /UTF-8/, form],
      [Buffer.from('name=caf\xe9', 'latin1'), /UTF-8/, form],
      ['__proto__=x', /"name"/, form],
    ]
    for (const [body, says, type] of cases) {
      const answer = await post(body, type ? { type } : {})
      assert.equal(answer.status, 400, String(body))
      assert.match(((await answer.json()) as { error: string }).error, says)
    }
    assert.deepEqual(seen, [])
  })

  test('that is too large is refused while it is still on its way, and the client learns why', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(1000) })
    assert.equal((await post(large)).status, 413)
    const announced = await post(new Uint8Array(20_000_000))
    assert.equal(announced.status, 413)
    assert.match(await announced.text(), /larger than 1000 bytes/)
    for (const megabytes of [1, 60]) {
      const piece = Buffer.alloc(1024 * 1024, 'x')
      const pieces = function* () {
        for (let i = 0; i < megabytes; i++) yield piece
      }
      assert.equal(await statusOfStream(pieces()), 413, `${megabytes} MiB`)
    }
    assert.deepEqual(seen, [])
  })

  test('that ends early reaches nobody', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    socket.write(
      'POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name":"x"}',
    )
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    socket.destroy()
    assert.equal((await fetch(`${origin}/plain`)).status, 200)
    assert.deepEqual([seen, logged], [[], []])
  })
})

/** Sends a body without a length, as long as the hub takes it. */
function statusOfStream(pieces: Iterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }
    const request = httpRequest(`${origin}/echo/x`, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode!)
    })
    request.on('error', reject)
    const queue = pieces[Symbol.iterator]()
    const send = (): void => {
      for (;;) {
        const { done, value } = queue.next()
        if (done) return void request.end()
        if (!request.write(value)) return void request.once('drain', send)
      }
    }
    send()
  })
}

const read = async (query: string) => (await post('{"name":"n"}', { path: `/echo/x?${query}` })).json()

describe('an address', () => {
  test('is decoded once', async () => {
    for (const rest of [
      'a/b',
      'a%2Fb',
      'a%20b+c',
      '100%25',
      '%2525',
      '%E6%A8%A1',
      '%0A',
      '%E2%80%A8',
      'x%3Fy%23z',
      '😀',
    ]) {
      const answer = await post('{"name":"n"}', { path: `/echo/${rest}` })
      assert.equal(((await answer.json()) as { rest: string }).rest, decodeURIComponent(rest))
    }
  })

  test('has a query, of which we read what we know', async () => {
    const base = { rest: 'x', name: 'n' }
    assert.deepEqual(await read('full=True&tags=a&tags[]=b&n=5&unknown=1'), {
      ...base,
      full: true,
      tags: ['a', 'b'],
      n: 5,
    })
    assert.deepEqual(await read('full=0&tags='), { ...base, full: false, tags: [''] })
    assert.deepEqual(await read('__proto__=1&constructor=2&toString=3'), base)
    for (const bad of ['full=maybe', 'n=x', 'n=1.5']) {
      const answer = await post('{"name":"n"}', { path: `/echo/x?${bad}` })
      assert.equal(answer.status, 400)
    }
  })

  test('that leads nowhere says so without a code', async () => {
    for (const [method, path] of [
      ['GET', '/none'],
      ['GET', '/echo/x'],
      ['PUT', '/plain'],
      ['POST', '/echo'],
    ] as const) {
      const answer = await fetch(origin + path, { method })
      assert.equal(answer.status, 404)
      assert.equal(answer.headers.get('X-Error-Code'), null)
      assert.match(((await answer.json()) as { error: string }).error, /nothing at this address/)
    }
  })
})

describe('an error', () => {
  test('that is known is told in full in the body, and as far as it may in the header', async () => {
    const answer = await fetch(`${origin}/fail/known`)
    assert.equal(answer.status, 409)
    assert.deepEqual(await answer.json(), { error: 'It is taken: é\n\u0000 and "so on"' })
    assert.equal(answer.headers.get('X-Error-Message'), 'It is taken: ??? and "so on"')
    const limited = await fetch(`${origin}/fail/limited`)
    assert.equal(limited.status, 429)
    assert.equal(limited.headers.get('Retry-After'), '7')
    assert.match(limited.headers.get('RateLimit')!, /r=0;t=7/)
  })

  test('that is a surprise is logged once and keeps its secrets', async () => {
    const answer = await fetch(`${origin}/fail/badly`, { headers: { 'X-Request-Id': 'my-own' } })
    assert.equal(answer.status, 500)
    assert.equal(answer.headers.get('X-Request-Id'), 'my-own')
    const text = await answer.text()
    assert.match(text, /request id: my-own/)
    assert.doesNotMatch(text, /secret/)
    assert.deepEqual(logged, ['A request failed.'])
  })
})

describe('an answer', () => {
  test('to HEAD alone leaves a GET without one', async () => {
    const head = await fetch(`${origin}/head/only`, { method: 'HEAD' })
    assert.deepEqual([head.status, head.headers.get('Content-Length')], [200, '123456789'])
    assert.equal((await fetch(`${origin}/head/only`)).status, 404)
    assert.equal((await fetch(`${origin}/plain`, { method: 'HEAD' })).status, 200)
  })

  test('may be bytes', async () => {
    const answer = await fetch(`${origin}/binary`)
    assert.equal(answer.headers.get('Content-Type'), 'application/octet-stream')
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from([0, 255, 13, 10]))
  })
})
