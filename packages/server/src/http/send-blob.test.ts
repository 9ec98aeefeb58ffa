import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDiskBlobStore } from '../adapters/disk/blob-store.ts'
import { sha256, type Digest } from '../kit/digest.ts'
import type { BlobStore } from '../ports/blob-store.ts'
import { sendBytes, type SentBytes } from './send-blob.ts'

const bytes = randomBytes(20_000_000)

describe('sendBytes', () => {
  let folder: string
  let store: BlobStore
  let server: Server
  let outcomes: (SentBytes | Error)[] = []
  let answering = 0
  let digest: Digest
  let empty: Digest

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kaihub-send-'))
    store = createDiskBlobStore(folder)
    digest = await put(store, bytes)
    empty = await put(store, Buffer.alloc(0))
    server = createServer((incoming, response) => {
      const send = async (): Promise<SentBytes> => {
        const name = incoming.url!.slice(1) as Digest
        await using blob = (await store.open(name))!
        const headers = { 'Content-Type': 'application/octet-stream', 'X-Other': 'kept', 'X-None': undefined }
        return await sendBytes({ request: incoming, response, etag: name, headers, idleMilliseconds: 1000, ...blob })
      }
      answering += 1
      void send()
        .then(
          (sent) => outcomes.push(sent),
          (error: Error) => outcomes.push(error),
        )
        .finally(() => (answering -= 1))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })

  after(async () => {
    server.close()
    server.closeAllConnections()
    const left = await openFilesUnder(folder)
    await rm(folder, { recursive: true })
    assert.deepEqual(left, [])
  })

  /** Answers of an earlier test may still be ending when their clients have all they wanted. */
  const forgetOutcomes = async () => {
    await until(async () => answering === 0)
    outcomes = []
  }

  const ask = async (name: string, headers: OutgoingHttpHeaders = {}, method = 'GET') => {
    const response = await open(server, name, { headers, method })
    const hash = createHash('sha256')
    let length = 0
    for await (const part of response as AsyncIterable<Buffer>) {
      hash.update(part)
      length += part.length
    }
    return { status: response.statusCode, headers: response.headers, length, digest: hash.digest('hex') }
  }

  it('sends a whole file with its headers', async () => {
    const answer = await ask(digest)
    assert.deepEqual([answer.status, answer.length, answer.digest], [200, bytes.length, digest])
    assert.equal(answer.headers.etag, `"${digest}"`)
    assert.equal(answer.headers['content-length'], String(bytes.length))
    assert.equal(answer.headers['accept-ranges'], 'bytes')
    assert.equal(answer.headers['content-range'], undefined)
    assert.equal(answer.headers['x-other'], 'kept')
    assert.equal(answer.headers['x-none'], undefined)
  })

  it('sends a range', async () => {
    const answer = await ask(digest, { Range: 'bytes=1000000-8999999' })
    assert.equal(answer.status, 206)
    assert.equal(answer.headers['content-range'], `bytes 1000000-8999999/${bytes.length}`)
    assert.equal(answer.headers['content-length'], '8000000')
    assert.equal(answer.digest, sha256(bytes.subarray(1_000_000, 9_000_000)))
  })

  it('answers a range beyond the end with 416', async () => {
    const answer = await ask(digest, { Range: `bytes=${bytes.length}-` })
    assert.deepEqual([answer.status, answer.length], [416, 0])
    assert.equal(answer.headers['content-range'], `bytes */${bytes.length}`)
  })

  it('answers HEAD without a body, whatever the range', async () => {
    const answer = await ask(digest, { Range: 'bytes=0-9' }, 'HEAD')
    assert.deepEqual([answer.status, answer.length], [200, 0])
    assert.equal(answer.headers['content-length'], String(bytes.length))
  })

  it('answers 304 to a client that has the file', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(digest, { 'If-None-Match': `W/"${digest}"`, Range: 'bytes=0-9' }, method)
      assert.deepEqual([answer.status, answer.length, answer.headers.etag], [304, 0, `"${digest}"`])
    }
  })

  it('sends the whole file when If-Range names another', async () => {
    assert.equal((await ask(digest, { Range: 'bytes=0-9', 'If-Range': `"${digest}"` })).status, 206)
    const answer = await ask(digest, { Range: 'bytes=0-9', 'If-Range': '"other"' })
    assert.deepEqual([answer.status, answer.length], [200, bytes.length])
  })

  it('sends an empty file as 200, also when asked for a range', async () => {
    for (const [range, contentRange] of [
      [undefined, undefined],
      ['bytes=5-', undefined],
      ['bytes=0-0', 'bytes */0'],
    ]) {
      const answer = await ask(empty, range ? { Range: range } : {})
      assert.deepEqual([answer.status, answer.length, answer.headers['content-length']], [200, 0, '0'])
      assert.equal(answer.headers['content-range'], contentRange)
    }
  })

  it('sends true bytes to clients that read slowly, many at once', async () => {
    for (const found of await Promise.all(Array.from({ length: 8 }, () => readSlowly(server, digest))))
      assert.equal(found, digest)
  })

  it('answers requests one after another on one connection', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const lines = `GET /${digest} HTTP/1.1\r\nHost: hub\r\nRange: bytes=`
    socket.write(`${lines}0-3\r\n\r\n${lines}700000-2000000\r\n\r\n${lines}9-9\r\nConnection: close\r\n\r\n`)
    const received: Buffer[] = []
    for await (const part of socket as AsyncIterable<Buffer>) received.push(part)
    const text = Buffer.concat(received).toString('latin1')
    assert.equal(text.match(/HTTP\/1.1 206/g)?.length, 3)
    assert.ok(text.includes(`\r\n\r\n${bytes.subarray(700_000, 2_000_001).toString('latin1')}HTTP/1.1 206`))
    assert.ok(text.endsWith(`\r\n\r\n${bytes.subarray(9, 10).toString('latin1')}`))
  })

  it('stops reading and closes the file when the client leaves', async () => {
    await forgetOutcomes()
    for (let round = 0; round < 20; round += 1) {
      const response = await open(server, digest, {})
      await once(response, 'readable')
      response.destroy()
    }
    await until(async () => outcomes.length === 20 && (await openFilesUnder(folder)).length === 0)
    for (const outcome of outcomes)
      assert.ok('complete' in outcome && !outcome.complete && outcome.sentBytes < bytes.length)
  })

  it('gives up on a client that accepts nothing', async () => {
    await forgetOutcomes()
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`GET /${digest} HTTP/1.1\r\nHost: hub\r\n\r\n`)
    socket.pause()
    await until(async () => outcomes.length === 1)
    assert.ok('complete' in outcomes[0]! && !outcomes[0].complete)
    socket.destroy()
  })
})

describe('sendBytes of a broken file', () => {
  for (const [what, read, seen] of [
    ['fails in the middle', failing(600_000), /aborted|socket hang up|ECONNRESET/],
    ['ends too early', short(600_000), /aborted|socket hang up|ECONNRESET/],
  ] as const) {
    it(`breaks the connection when the file ${what}`, async (t) => {
      const thrown = Promise.withResolvers<unknown>()
      const server = createServer((incoming, response) => {
        sendBytes({ request: incoming, response, sizeBytes: 1_000_000, etag: 'x', headers: {}, read }).then(
          thrown.reject,
          thrown.resolve,
        )
      })
      t.after(() => server.close())
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const response = await open(server, 'x', {})
      await assert.rejects(async () => {
        for await (const part of response) assert.ok(part)
      }, seen)
      assert.ok((await thrown.promise) instanceof Error)
    })
  }

  it('leaves an error before the first byte to the caller', async (t) => {
    const server = createServer((incoming, response) => {
      const read = failing(0)
      sendBytes({ request: incoming, response, sizeBytes: 1000, etag: 'x', headers: {}, read }).catch(() => {
        response.writeHead(500).end('sorry')
      })
    })
    t.after(() => server.close())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const response = await open(server, 'x', { agent: false })
    assert.equal(response.statusCode, 500)
    assert.equal(response.headers.etag, undefined)
    response.resume()
  })
})

function failing(afterBytes: number) {
  return async function* (): AsyncGenerator<Uint8Array> {
    if (afterBytes > 0) yield randomBytes(afterBytes)
    throw new Error('the disk broke')
  }
}

function short(sizeBytes: number) {
  return async function* (): AsyncGenerator<Uint8Array> {
    yield randomBytes(sizeBytes)
  }
}

async function open(server: Server, name: string, options: object): Promise<IncomingMessage> {
  const outgoing = request({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    path: `/${name}`,
    ...options,
  })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  outgoing.on('error', () => {})
  return response
}

async function readSlowly(server: Server, name: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of (await open(server, name, {})) as AsyncIterable<Buffer>) {
    hash.update(part)
    if (Math.random() < 0.05) await sleep(10)
  }
  return hash.digest('hex')
}

async function put(store: BlobStore, content: Buffer): Promise<Digest> {
  await using staged = await store.stage()
  await staged.write(content)
  return (await staged.commit()).digest
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await reached()); tries += 1) {
    assert.ok(tries < 200, 'it did not happen in ten seconds')
    await sleep(50)
  }
}

async function openFilesUnder(folder: string): Promise<string[]> {
  const fds = await readdir('/proc/self/fd')
  const links = await Promise.all(fds.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return links.filter((link) => link.startsWith(folder))
}
