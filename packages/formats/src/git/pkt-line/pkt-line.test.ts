import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { createPacketReader, delimiterPkt, flushPkt, pktLine, responseEndPkt, sideBand } from '../index.ts'
import type { Packet } from '../index.ts'

const data = (payload: string | Buffer): Packet => ({ kind: 'data', payload: Buffer.from(payload) })

/** Gives the bytes in parts of one buffer that is used again and again, as a socket does. */
async function* inParts(bytes: Uint8Array, ...lengths: number[]): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.alloc(Math.max(...lengths))
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const part = bytes.subarray(at, at + (lengths[turn % lengths.length] ?? 1))
    buffer.fill(0xee).set(part)
    yield buffer.subarray(0, part.length)
    at += part.length
  }
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Packet[]> {
  const reader = createPacketReader(source)
  const packets: Packet[] = []
  for (let packet = await reader.next(); packet !== null; packet = await reader.next()) packets.push(packet)
  return packets
}

const readText = (text: string): Promise<Packet[]> => readAll(inParts(Buffer.from(text), 1000))

describe('packet lines', () => {
  it('are written as git documents them', () => {
    assert.equal(pktLine('a\n').toString(), '0006a\n')
    assert.equal(pktLine('foobar\n').toString(), '000bfoobar\n')
    assert.equal(pktLine(Buffer.alloc(0)).toString(), '0004')
    assert.equal(pktLine('é').toString(), '0006é')
    assert.equal(Buffer.concat([flushPkt, delimiterPkt, responseEndPkt]).toString(), '000000010002')
  })

  it('hold 65516 bytes and not one more', () => {
    assert.equal(pktLine(Buffer.alloc(65_516)).toString('latin1', 0, 4), 'fff0')
    assert.throws(() => pktLine(Buffer.alloc(65_517)), FormatError)
  })

  it('carry side bands, cut where a line is full', async () => {
    assert.equal(sideBand(2, 'hi\n').toString(), '0008\x02hi\n')
    assert.equal(sideBand(1, '').length, 0)
    const bytes = seededRandom(1).bytes(150_000)
    const packets = await readAll(inParts(sideBand(1, bytes), 8192))
    const payloads = packets.map((packet) => (packet.kind === 'data' ? packet.payload : Buffer.alloc(0)))
    assert.deepEqual(
      payloads.map((payload) => payload.length),
      [65_516, 65_516, 150_000 - 2 * 65_515 + 1],
    )
    assert.ok(payloads.every((payload) => payload[0] === 1))
    assert.deepEqual(Buffer.concat(payloads.map((payload) => payload.subarray(1))), bytes)
  })
})

const lines = Buffer.concat([
  pktLine('want 1\n'),
  pktLine(''),
  delimiterPkt,
  Buffer.from('000Bfoobar\n'),
  pktLine(Buffer.from([0, 255, 10])),
  responseEndPkt,
  flushPkt,
])
const packets: Packet[] = [
  data('want 1\n'),
  data(''),
  { kind: 'delimiter' },
  data('foobar\n'),
  data(Buffer.from([0, 255, 10])),
  { kind: 'response-end' },
  { kind: 'flush' },
]

describe('packet reader', () => {
  it('reads the same packets wherever the stream is split', async () => {
    for (let length = 1; length <= lines.length; length += 1)
      assert.deepEqual(await readAll(inParts(lines, length)), packets, `parts of ${length}`)
    for (let cut = 1; cut < lines.length; cut += 1)
      assert.deepEqual(await readAll(inParts(lines, cut, 1000)), packets, `cut at ${cut}`)
    assert.deepEqual(await readAll(inParts(lines, 3, 0, 0, 5)), packets)
    assert.deepEqual(await readText(''), [])
  })

  it('refuses bad lengths', async () => {
    for (const text of ['0003', 'fff1', 'ffff', '-001', '+005a', '0x05a', '00 5a', 'PACK', '000g', '00\u00e9x'])
      await assert.rejects(readText(text), FormatError, text)
    assert.deepEqual(await readText(`fff0${'a'.repeat(65_516)}`), [data('a'.repeat(65_516))])
  })

  it('refuses a stream that is cut inside a line', async () => {
    const ends = new Set<number>()
    for (let at = 0, length = 0; at < lines.length; at += Math.max(length, 4)) {
      ends.add(at)
      length = Number.parseInt(lines.toString('latin1', at, at + 4), 16)
    }
    for (let end = 0; end < lines.length; end += 1) {
      const cut = readAll(inParts(lines.subarray(0, end), 7))
      if (ends.has(end)) assert.deepEqual(await cut, packets.slice(0, [...ends].indexOf(end)))
      else await assert.rejects(cut, FormatError, `cut at ${end}`)
    }
  })

  it('fails with nothing but FormatError', async () => {
    const random = seededRandom(2)
    for (let round = 0; round < 500; round += 1) {
      const broken = Buffer.from(lines)
      for (let n = 1 + random.below(3); n > 0; n -= 1) broken[random.below(broken.length)] = random.below(256)
      await readAll(inParts(broken, 1 + random.below(9))).catch((error: unknown) =>
        assert.ok(error instanceof FormatError),
      )
    }
  })

  it('hands on what follows the last packet', async () => {
    const pack = Buffer.from('PACK and much more')
    for (let length = 1; length < 60; length += 1) {
      const reader = createPacketReader(inParts(Buffer.concat([lines, pack]), length))
      let packet = await reader.next()
      while (packet?.kind !== 'flush') packet = await reader.next()
      let rest = ''
      for await (const part of reader.rest()) rest += Buffer.from(part).toString()
      assert.equal(rest, pack.toString(), `parts of ${length}`)
    }
  })
})

const flushAndPack = Buffer.concat([flushPkt, Buffer.from('PACK')])
const restAfterFlush = async (source: AsyncIterable<Uint8Array>) => {
  const reader = createPacketReader(source)
  await reader.next()
  return { reader, rest: reader.rest() }
}

async function* breakingOff() {
  yield flushPkt
  throw new Error('connection lost')
}

describe('the rest', () => {
  it('closes the source when it is closed early, even before it was read', async () => {
    for (const partsRead of [0, 1, 2]) {
      let closed = 0
      async function* source() {
        try {
          yield* inParts(flushAndPack, 5)
          assert.fail('nobody asked for more')
        } finally {
          closed += 1
        }
      }
      const { rest } = await restAfterFlush(source())
      const iterator = rest[Symbol.asyncIterator]()
      for (let n = partsRead; n > 0; n -= 1) assert.equal((await iterator.next()).done, false)
      await iterator.return?.()
      assert.equal(closed, 1)
      assert.equal((await iterator.next()).done, true)
    }
  })

  it('is read once, and after it no packets', async () => {
    const { reader, rest } = await restAfterFlush(inParts(flushAndPack, 5))
    assert.throws(() => reader.rest(), assert.AssertionError)
    await assert.rejects(reader.next(), assert.AssertionError)
    let length = 0
    for await (const part of rest) length += part.length
    assert.equal(length, 4)
  })

  it('passes on the failure of the source', async () => {
    const { rest } = await restAfterFlush(breakingOff())
    await assert.rejects(async () => {
      for await (const _ of rest);
    }, /connection lost/)
  })
})
