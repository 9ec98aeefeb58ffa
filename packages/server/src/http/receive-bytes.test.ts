import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { HubError } from '../kit/errors.ts'
import { receiveBytes, type ReceiveBytes } from './receive-bytes.ts'

type Outcome = { digest: string; sizeBytes: number } | { code: string }

describe('receiveBytes', () => {
  let server: Server
  let options: ReceiveBytes
  let pauseMilliseconds = 0
  let keep: Uint8Array[] | null = null
  let outcome = Promise.withResolvers<Outcome>()

  before(async () => {
    server = createServer((incoming, response) => {
      void answer(incoming, response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(() => {
    outcome = Promise.withResolvers<Outcome>()
    pauseMilliseconds = 0
    keep = null
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = await take(incoming)
    outcome.resolve(result)
    response.writeHead('code' in result ? 413 : 200, { Connection: 'close' }).end()
  }

  async function take(incoming: IncomingMessage): Promise<Outcome> {
    const hash = createHash('sha256')
    let sizeBytes = 0
    try {
      for await (const part of receiveBytes(incoming, options)) {
        if (pauseMilliseconds > 0) await sleep(pauseMilliseconds)
        hash.update(part)
        keep?.push(part)
        sizeBytes += part.length
      }
      return { digest: hash.digest('hex'), sizeBytes }
    } catch (error) {
      assert.ok(error instanceof HubError, String(error))
      return { code: error.code }
    }
  }

  const start = (headers: OutgoingHttpHeaders): ClientRequest => {
    const port = (server.address() as AddressInfo).port
    const outgoing = request({ host: '127.0.0.1', port, method: 'PUT', headers })
    outgoing.on('error', () => {})
    return outgoing
  }

  for (const headers of [{ 'Content-Length': 9_000_000 }, { 'Transfer-Encoding': 'chunked' }]) {
    it(`gives every byte with ${Object.keys(headers)[0]}`, async () => {
      options = { limitBytes: 9_000_000, expectedBytes: 9_000_000 }
      const bytes = randomBytes(9_000_000)
      start(headers).end(bytes)
      assert.deepEqual(await outcome.promise, {
        digest: createHash('sha256').update(bytes).digest('hex'),
        sizeBytes: 9_000_000,
      })
    })
  }

  it('reuses a part once the reader asks for the next, and not a moment too early', async () => {
    options = { limitBytes: 20_000_000 }
    keep = []
    pauseMilliseconds = 10
    const bytes = randomBytes(20_000_000)
    start({ 'Content-Length': bytes.length }).end(bytes)
    assert.deepEqual(await outcome.promise, {
      digest: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
    })
    assert.ok(new Set(keep.map((part) => part.buffer)).size <= 6, 'hardly any buffers were used')
  })

  it('gives nothing for an empty body', async () => {
    options = { limitBytes: 10, expectedBytes: 0 }
    start({ 'Content-Length': 0 }).end()
    assert.deepEqual(await outcome.promise, { digest: createHash('sha256').digest('hex'), sizeBytes: 0 })
  })

  it('refuses a body that is announced too large before reading it', async () => {
    options = { limitBytes: 1000 }
    const outgoing = start({ 'Content-Length': 1001 })
    outgoing.flushHeaders()
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    assert.equal(response.statusCode, 413)
    assert.deepEqual(await outcome.promise, { code: 'BodyTooLarge' })
    outgoing.destroy()
  })

  it('refuses a body that turns out too large, and can still say so', async () => {
    options = { limitBytes: 1_000_000, expectedBytes: 100_000 }
    const outgoing = start({ 'Transfer-Encoding': 'chunked' })
    outgoing.write(randomBytes(200_000))
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    assert.equal(response.statusCode, 413)
    assert.deepEqual(await outcome.promise, { code: 'BodyTooLarge' })
    outgoing.destroy()
  })

  it('notices a body shorter than expected', async () => {
    options = { limitBytes: 1000, expectedBytes: 500 }
    start({ 'Content-Length': 499 }).end(randomBytes(499))
    assert.deepEqual(await outcome.promise, { code: 'UploadIncomplete' })
  })

  it('notices a client that hangs up, also between two chunks', async () => {
    options = { limitBytes: 10_000_000 }
    for (const headers of [{ 'Content-Length': 9_000_000 }, { 'Transfer-Encoding': 'chunked' }]) {
      outcome = Promise.withResolvers<Outcome>()
      const outgoing = start(headers)
      outgoing.write(randomBytes(300_000))
      await sleep(50)
      outgoing.destroy()
      assert.deepEqual(await outcome.promise, { code: 'UploadIncomplete' })
    }
  })

  it('does not wait for a silent client for ever', async () => {
    options = { limitBytes: 10_000, idleMilliseconds: 100 }
    const outgoing = start({ 'Content-Length': 5000 })
    outgoing.write(randomBytes(1000))
    assert.deepEqual(await outcome.promise, { code: 'UploadIncomplete' })
    outgoing.destroy()
  })

  it('counts only the silence of the client, not our own', async () => {
    options = { limitBytes: 2_000_000, idleMilliseconds: 100 }
    pauseMilliseconds = 150
    const bytes = randomBytes(200_000)
    start({ 'Content-Length': bytes.length }).end(bytes)
    assert.equal('sizeBytes' in (await outcome.promise), true)
  })

  it('lets a client that asks first go on', async () => {
    options = { limitBytes: 5000, expectedBytes: 5 }
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('PUT / HTTP/1.1\r\nHost: hub\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n')
    const [first] = (await once(socket, 'data')) as [Buffer]
    assert.match(first.toString(), /^HTTP\/1.1 100 Continue/)
    socket.end('hello')
    assert.deepEqual(await outcome.promise, {
      digest: createHash('sha256').update('hello').digest('hex'),
      sizeBytes: 5,
    })
    socket.destroy()
  })
})
