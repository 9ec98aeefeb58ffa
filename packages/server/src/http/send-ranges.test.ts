import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { ByteRange } from '../ports/blob-store.ts'
import { eventually } from '../testing/footprint.ts'
import { sendRanges } from './send-ranges.ts'

const bytes = randomBytes(3_000_000)
const type = 'application/octet-stream'

describe('sendRanges', () => {
  let server: Server
  let ranges: ByteRange[] = []
  let closedReaders = 0

  /** As stores read: in pieces, and always into the same buffer. */
  async function* read({ first, last }: ByteRange): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.alloc(100_000)
    try {
      for (let at = first; at <= last; at += buffer.length) {
        const end = Math.min(at + buffer.length, last + 1)
        yield buffer.subarray(0, bytes.copy(buffer, 0, at, end))
      }
    } finally {
      closedReaders += 1
    }
  }

  before(async () => {
    server = createServer((request, response) => {
      const headers = { 'Content-Type': type, 'Cache-Control': 'private' }
      void sendRanges({ request, response, sizeBytes: bytes.length, ranges, headers, read })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => server.close())

  const ask = (method = 'GET') => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method })

  it('sends one range as it is', async () => {
    ranges = [{ first: 1_000_000, last: 2_499_999 }]
    const answer = await ask()
    assert.equal(answer.status, 206)
    assert.equal(answer.headers.get('Content-Type'), type)
    assert.equal(answer.headers.get('Cache-Control'), 'private')
    assert.equal(answer.headers.get('Content-Range'), `bytes 1000000-2499999/${bytes.length}`)
    assert.equal(answer.headers.get('Content-Length'), '1500000')
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes.subarray(1_000_000, 2_500_000))
  })

  it('sends several as sections, to the byte as the RFC writes them', async () => {
    ranges = [
      { first: 2_000_000, last: 2_300_000 },
      { first: 0, last: 0 },
      { first: 1, last: 5 },
    ]
    const answer = await ask()
    const [, boundary = ''] = /^multipart\/byteranges; boundary=([0-9a-f]{24,70})$/.exec(
      answer.headers.get('Content-Type') ?? '',
    )!
    const expected = [
      ...ranges.flatMap(({ first, last }) => [
        `--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${first}-${last}/${bytes.length}\r\n\r\n`,
        bytes.subarray(first, last + 1),
        '\r\n',
      ]),
      `--${boundary}--\r\n`,
    ]
    const body = Buffer.concat(expected.map((part) => Buffer.from(part as string)))
    assert.equal(answer.status, 206)
    assert.equal(answer.headers.get('Content-Length'), String(body.length))
    assert.equal(answer.headers.get('Content-Range'), null)
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), body)
  })

  it('answers HEAD with the head alone', async () => {
    ranges = [{ first: 10, last: 19 }]
    const answer = await ask('HEAD')
    assert.deepEqual([answer.status, answer.headers.get('Content-Length')], [206, '10'])
    assert.equal((await answer.arrayBuffer()).byteLength, 0)
  })

  it('stops reading when the client leaves', async () => {
    ranges = Array.from({ length: 20 }, () => ({ first: 0, last: bytes.length - 1 }))
    closedReaders = 0
    const answer = await ask()
    await answer.body!.cancel()
    await eventually(async () => closedReaders > 0 && closedReaders < 20, true)
  })
})
