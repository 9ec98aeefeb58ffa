import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { decodeEntryHead, deflateSmall, hashObject, readPackedObject, readPackIndex } from '../index.ts'
import type { ObjectKind, PackedObject, PackIndex, PackSource } from '../index.ts'
import { encodeEntryHead } from './entry-head.ts'

const sourceOf = (bytes: Uint8Array): PackSource => ({
  sizeBytes: bytes.length,
  async readInto(first, into) {
    assert.ok(first >= 0 && first + into.length <= bytes.length - 20, 'reads entries only')
    into.set(bytes.subarray(first, first + into.length))
  },
})

const limitBytes = 1024 * 1024
const noBase = async (): Promise<never> => assert.fail('no ref delta is here')
const readAt = (pack: Uint8Array, offset: number, limit = limitBytes): Promise<PackedObject> =>
  readPackedObject(sourceOf(pack), offset, { limitBytes: limit, baseOf: noBase })

/** Finds ref deltas' bases in the same pack; damage can tie them to a ring. */
function readByOid(pack: Uint8Array, index: PackIndex, oid: string, depth = 0): Promise<PackedObject> {
  const offset = index.find(oid)
  if (offset === null || depth > 100) throw new FormatError('no base')
  const baseOf = async (base: string): Promise<PackedObject> => readByOid(pack, index, base, depth + 1)
  return readPackedObject(sourceOf(pack), offset, { limitBytes, baseOf })
}

// the configuration of whoever runs the tests is not ours
const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kaihub-packed-'))
  git(['init', '--quiet', '--bare', '.'])
  git(['fast-import', '--quiet'], history())
})
after(() => rm(folder, { recursive: true, force: true }))

const git = (args: string[], input: string | Buffer = ''): Buffer =>
  execFileSync('git', args, { cwd: folder, env, input, maxBuffer: 2 ** 30, stdio: 'pipe' })

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`

/** 300 commits, each changing a line of a long file and one of a few small ones; a large blob, an empty one, a tag. */
function history(): string {
  const random = seededRandom(8)
  const word = () => random.bytes(12).toString('hex')
  const lines = Array.from({ length: 500 }, () => `${word()} ${word()}`)
  const parts = [`blob\nmark :1\n${data(word().repeat(9000))}blob\nmark :2\n${data('')}`]
  for (let n = 0; n < 300; n += 1) {
    lines[random.below(lines.length)] = `${n} ${word()}`
    if (n % 10 === 0) lines.splice(random.below(lines.length), 0, word(), word())
    parts.push(
      `commit refs/heads/main\ncommitter A <a@x> ${1_700_000_000 + n} +0000\n${data(`commit ${n}`)}`,
      `M 644 inline long.txt\n${data(lines.join('\n'))}M 644 inline dir/${n % 20}.txt\n${data(`${n}`)}`,
      n === 0 ? 'M 644 :1 large.txt\nM 644 :2 empty.txt\n' : '',
    )
  }
  return `${parts.join('')}tag v1\nfrom refs/heads/main\ntagger A <a@x> 1700000000 +0000\n${data('one')}`
}

async function repack(useDeltaBaseOffset: boolean) {
  git(['-c', `repack.useDeltaBaseOffset=${useDeltaBaseOffset}`, 'repack', '-adfq', '--depth=50', '--window=50'])
  const inPacks = path.join(folder, 'objects/pack')
  const names = (await readdir(inPacks)).filter((name) => name.endsWith('.pack'))
  assert.equal(names.length, 1)
  const file = path.join(inPacks, names[0] as string)
  const pack = await readFile(file)
  return { file, pack, index: readPackIndex(await readFile(file.replace(/pack$/, 'idx'))) }
}

/** All objects as git itself reads them. */
function catFile(): Map<string, { kind: string; body: Buffer }> {
  const bytes = git(['cat-file', '--batch', '--batch-all-objects'])
  const objects = new Map<string, { kind: string; body: Buffer }>()
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at)
    const [oid = '', kind = '', size = ''] = bytes.toString('latin1', at, end).split(' ')
    objects.set(oid, { kind, body: bytes.subarray(end + 1, end + 1 + Number(size)) })
    at = end + 1 + Number(size) + 1
  }
  return objects
}

describe('objects of packs by git', () => {
  for (const useDeltaBaseOffset of [true, false]) {
    it(`are what git reads, with ${useDeltaBaseOffset ? 'ofs' : 'ref'} deltas in long chains`, async () => {
      const { file, pack, index } = await repack(useDeltaBaseOffset)
      const chains = [
        ...git(['verify-pack', '-v', file])
          .toString()
          .matchAll(/^chain length = (\d+)/gm),
      ]
      assert.ok(Math.max(...chains.map(([, length]) => Number(length))) >= 30)
      const expected = catFile()
      assert.equal(index.count, expected.size)
      const seen = new Set<string>()
      for (const [oid, object] of expected) {
        const read = await readByOid(pack, index, oid)
        assert.equal(read.kind, object.kind)
        assert.ok(read.body.equals(object.body), oid)
        const offset = index.find(oid) as number
        seen.add(decodeEntryHead(pack.subarray(offset), offset).kind)
      }
      const delta = useDeltaBaseOffset ? 'ofs-delta' : 'ref-delta'
      assert.deepEqual([...seen].toSorted(), ['blob', 'commit', delta, 'tag', 'tree'].toSorted())
    })

    it(`are read with fewer reads beside each other (${useDeltaBaseOffset ? 'ofs' : 'ref'})`, async () => {
      const { pack, index } = await repack(useDeltaBaseOffset)
      const source = sourceOf(pack)
      const known = new Map<number, PackedObject>()
      let reads = 0
      const counting: PackSource = {
        ...source,
        readInto: async (first, into) => {
          reads += 1
          await source.readInto(first, into)
        },
      }
      const readNear = async (oid: string): Promise<PackedObject> =>
        readPackedObject(counting, index.find(oid) as number, { limitBytes, baseOf: readNear, known })
      for (const oid of index.oids()) {
        const { kind, body } = await readNear(oid)
        assert.equal(hashObject(kind, body), oid)
      }
      assert.ok(reads < 2 * index.count, `${reads} reads of ${index.count} objects`)
    })

    it(`fail when damaged with nothing but FormatError (${useDeltaBaseOffset ? 'ofs' : 'ref'})`, async () => {
      const { pack, index } = await repack(useDeltaBaseOffset)
      const oids = [...index.oids()]
      const random = seededRandom(9)
      const outcomes = { right: 0, refused: 0, wrong: 0 }
      for (let round = 0; round < 2000; round += 1) {
        const oid = random.pick(oids)
        const offset = index.find(oid) as number
        const at = Math.min(offset + random.below(round % 2 === 0 ? 8 : 200), pack.length - 1)
        const was = pack[at] as number
        pack[at] = round % 3 === 0 ? random.below(256) : was ^ (1 << random.below(8))
        try {
          const { kind, body } = await readByOid(pack, index, oid)
          outcomes[hashObject(kind, body) === oid ? 'right' : 'wrong'] += 1
          // only the head says what kind an object is or which base a delta has: zlib's checksum guards all else
          if (hashObject(kind, body) !== oid) assert.ok(at - offset < 22, `${at - offset} bytes into the entry`)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
          outcomes.refused += 1
        } finally {
          pack[at] = was
        }
      }
      assert.ok(outcomes.refused > 700 && outcomes.right > 100 && outcomes.wrong < 300, JSON.stringify(outcomes))
    })
  }
})

/** The head of an entry below 2 KiB, as git counts types. */
const headOf = (type: number, sizeBytes: number): Buffer =>
  sizeBytes < 16 ? Buffer.of((type << 4) | sizeBytes) : Buffer.of((type << 4) | (sizeBytes % 16) | 0x80, sizeBytes >> 4)

const packOf = (...entries: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from('PACK\0\0\0\x02\0\0\0\0'), ...entries, Buffer.alloc(20)])

const blob = (text: string): Buffer => Buffer.concat([headOf(3, text.length), deflateSmall(Buffer.from(text))])
const delta = (distance: number, bytes: number[]): Buffer =>
  Buffer.concat([headOf(6, bytes.length), Buffer.of(distance), deflateSmall(Buffer.from(bytes))])

/** A blob of ten bytes, and deltas on it that each turn what they get by one. */
function chain(links: number): { pack: Buffer; last: number } {
  const base = blob('0123456789')
  const turn = delta(base.length, [10, 10, 0x91, 1, 9, 0x90, 1])
  const next = delta(turn.length, [10, 10, 0x91, 1, 9, 0x90, 1])
  assert.equal(turn.length, next.length)
  const pack = packOf(base, turn, ...Array.from({ length: links - 1 }, () => next))
  return { pack, last: 12 + base.length + turn.length * (links - 1) }
}

describe('chains of deltas', () => {
  it('are read again where they are too long to be kept', async () => {
    for (const limit of [10, 20, 100, 1000]) {
      const { pack, last } = chain(57)
      assert.deepEqual(await readAt(pack, last, limit), { kind: 'blob', body: Buffer.from('7890123456') })
    }
  })

  it('have 4096 links at most', async () => {
    const longest = chain(4096)
    assert.equal((await readAt(longest.pack, longest.last)).body.toString(), '6789012345')
    const { pack, last } = chain(4097)
    await assert.rejects(readAt(pack, last), FormatError)
  })

  it('may start from elsewhere, and pass on that it is not there', async () => {
    const oid = '12'.repeat(20)
    const entry = Buffer.concat([headOf(7, 4), Buffer.from(oid, 'hex'), deflateSmall(Buffer.of(3, 2, 0x90, 2))])
    const base: PackedObject = { kind: 'tree', body: Buffer.from('abc') }
    const read = (baseOf: (oid: string) => Promise<PackedObject>) =>
      readPackedObject(sourceOf(packOf(entry)), 12, { limitBytes, baseOf })
    const object = await read(async (asked) => {
      assert.equal(asked, oid)
      return base
    })
    assert.deepEqual(object, { kind: 'tree', body: Buffer.from('ab') })
    const missing = new Error('missing')
    await assert.rejects(
      read(() => Promise.reject(missing)),
      missing,
    )
  })
})

const refuses = (pack: Uint8Array, offset = 12, limit = limitBytes) =>
  assert.rejects(readAt(pack, offset, limit), FormatError)

describe('broken entries', () => {
  it('are refused outside the pack', async () => {
    const pack = packOf(blob('hello'))
    assert.equal((await readAt(pack, 12)).body.toString(), 'hello')
    for (const offset of [-1, 0, 11, 12.5, pack.length - 20, pack.length, 2 ** 60, Number.NaN])
      await refuses(pack, offset)
    await refuses(Buffer.alloc(0))
  })

  it('are refused over the limit, before they are read', async () => {
    const pack = packOf(blob('hello'))
    assert.equal((await readAt(pack, 12, 5)).body.length, 5)
    await refuses(pack, 12, 4)
    await refuses(packOf(Buffer.from([0xbf, 0xff, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(99)))
    await refuses(packOf(blob('0123456789'), delta(22, [10, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x90, 10])), 34)
  })

  it('are refused for reserved types, impossible heads and bases', async () => {
    for (const type of [0, 5]) await refuses(packOf(headOf(type, 5), deflateSmall(Buffer.from('hello'))))
    await refuses(packOf(Buffer.alloc(50, 0xff)))
    await refuses(packOf(Buffer.alloc(5000, 0x80 | 0x30)))
    await refuses(packOf(Buffer.alloc(5000, 0xe0), Buffer.alloc(9)))
    await refuses(packOf(Buffer.of(0xb0)))
    await refuses(packOf(Buffer.concat([headOf(7, 3), Buffer.alloc(19)])))
    const base = blob('0123456789')
    for (const distance of [0, base.length + 1, 127])
      await refuses(packOf(base, delta(distance, [10, 0])), 12 + base.length)
    const far = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]
    await refuses(packOf(base, headOf(6, 2), Buffer.from(far), deflateSmall(Buffer.of(10, 0))), 12 + base.length)
    await refuses(packOf(base, headOf(6, 2), Buffer.alloc(99, 0xff)), 12 + base.length)
  })

  it('are refused unless they inflate to their size', async () => {
    const stored = deflateSmall(Buffer.from('hello'))
    await refuses(packOf(headOf(3, 4), stored))
    await refuses(packOf(headOf(3, 6), stored))
    await refuses(packOf(headOf(3, 0), stored))
    await refuses(packOf(headOf(3, 5), Buffer.from('no zlib at all')))
    for (let length = 0; length < stored.length; length += 1)
      await refuses(packOf(headOf(3, 5), stored.subarray(0, length)))
    const bomb = deflateSync(Buffer.alloc(50_000_000))
    await refuses(packOf(headOf(3, 5), bomb))
  })
})

describe('whole entries', () => {
  it('are read at any size and by any zlib level', async () => {
    const random = seededRandom(10)
    const sizes = [0, 1, 15, 16, 2047, 4000, 4070, 4084, 4096, 70_000, 300_000]
    for (const kind of ['blob', 'tree'] satisfies ObjectKind[]) {
      for (const size of sizes) {
        const body = random.bytes(size)
        for (const level of [0, 1, 9]) {
          const entry = Buffer.concat([encodeEntryHead(kind, size), deflateSync(body, { level, memLevel: 1 })])
          for (const pack of [packOf(entry), packOf(entry, random.bytes(6000))])
            assert.deepEqual(await readAt(pack, 12), { kind, body })
        }
      }
    }
  })
})
