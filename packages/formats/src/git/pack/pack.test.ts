import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { FormatError } from '../../errors/index.ts'
import { seededRandom } from '../../testing/random.ts'
import { createPackWriter, deflateSmall, encodeCommit, encodeTag, encodeTree, hashObject } from '../index.ts'
import { readPackIndex, writePackIndex } from '../index.ts'
import type { ObjectKind } from '../index.ts'

// the configuration of whoever runs the tests is not ours
const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kaihub-pack-'))
  git('init', '--quiet', '--bare', '.')
})
after(() => rm(folder, { recursive: true, force: true }))

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' })

type Made = { oid: string; kind: ObjectKind; body: Buffer }
const make = (kind: ObjectKind, body: Buffer): Made => ({ oid: hashObject(kind, body), kind, body })

/** A small history: blobs of many sizes, some large or empty, in two trees, a commit and a tag. */
function sample(): Made[] {
  const random = seededRandom(5)
  const lengths = [
    0,
    1,
    15,
    16,
    17,
    130,
    2047,
    2048,
    70_000,
    ...Array.from({ length: 600 }, () => 10 + random.below(90)),
  ]
  const blobs = lengths.map((length) => make('blob', random.bytes(length)))
  const inner = make('tree', encodeTree(blobs.map(({ oid }, at) => ({ mode: '100644', name: `file-${at}`, oid }))))
  const tree = make('tree', encodeTree([{ mode: '40000', name: 'all', oid: inner.oid }]))
  const author = { name: 'Ada', email: 'ada@example.org', at: new Date(1_700_000_000_000) }
  const commit = make(
    'commit',
    encodeCommit({ tree: tree.oid, parents: [], author, committer: author, message: 'all' }),
  )
  const tag = { object: commit.oid, kind: 'commit', name: 'v1', tagger: author, message: 'one' } as const
  return [commit, make('tag', encodeTag(tag)), tree, inner, ...blobs]
}

function writePack(objects: Made[]) {
  const writer = createPackWriter(objects.length)
  const parts = [writer.start()]
  for (const { oid, kind, body } of objects) {
    const deflated = body.length < 2000 ? deflateSmall(body) : deflateSync(body)
    parts.push(...writer.add({ oid, kind, sizeBytes: body.length, deflated }))
  }
  const { trailer, name, index } = writer.end()
  return { bytes: Buffer.concat([...parts, trailer]), name, index }
}

describe('pack writer', () => {
  it('makes packs and indexes that are to git as its own', async () => {
    for (const objects of [sample(), []]) {
      const { bytes, name, index } = writePack(objects)
      const file = path.join(folder, 'objects/pack', `pack-${name}.pack`)
      await writeFile(file, bytes)
      assert.equal(git('index-pack', '--strict', file).trim(), name)
      assert.deepEqual(await readFile(file.replace(/pack$/, 'idx')), index)
      const rows = new Set(
        git('verify-pack', '-v', file)
          .split('\n')
          .map((line) => line.split(/ +/, 3).join(' ')),
      )
      for (const { oid, kind, body } of objects) assert.ok(rows.has(`${oid} ${kind} ${body.length}`), oid)
    }
    git('fsck', '--strict', '--full')
  })

  it('takes as many objects as were announced, in turn', () => {
    const object = { ...make('blob', Buffer.from('a')), sizeBytes: 1, deflated: deflateSmall(Buffer.from('a')) }
    const writer = createPackWriter(1)
    assert.throws(() => writer.add(object), assert.AssertionError)
    writer.start()
    assert.throws(() => writer.start(), assert.AssertionError)
    assert.throws(() => writer.end(), assert.AssertionError)
    assert.throws(() => writer.add({ ...object, oid: 'HEAD' }), FormatError)
    writer.add(object)
    assert.throws(() => writer.add(object), assert.AssertionError)
    assert.ok(writer.end())
  })
})

const packName = 'ab'.repeat(20)

describe('pack index', () => {
  const random = seededRandom(6)
  const entries = Array.from({ length: 1000 }, (_, at) => ({
    oid: random.bytes(20).toString('hex'),
    crc32: random.below(2 ** 32),
    offset: at % 3 === 0 ? 2 ** 31 + at * 5_000_000_000 : random.below(2 ** 31),
  }))
  // ids that differ only at their end, or have the first or last place
  for (const [row, oid] of [`${'7'.repeat(39)}1`, `${'7'.repeat(39)}0`, '0'.repeat(40), 'f'.repeat(40)].entries())
    entries.push({ oid, crc32: row, offset: 2 ** 31 - 1 + row })
  const bytes = writePackIndex(entries, packName)

  it('is read by git, with offsets of 64 bits', () => {
    const shown = execFileSync('git', ['show-index'], { cwd: folder, env, input: bytes, encoding: 'utf8' })
    const expected = entries
      .toSorted((left, right) => (left.oid < right.oid ? -1 : 1))
      .map(({ oid, crc32, offset }) => `${offset} ${oid} (${crc32.toString(16).padStart(8, '0')})\n`)
    assert.equal(shown, expected.join(''))
  })

  it('is read in place', () => {
    const index = readPackIndex(Buffer.concat([Buffer.alloc(3), bytes]).subarray(3))
    assert.equal(index.packName, packName)
    assert.equal(index.count, entries.length)
    for (const { oid, offset } of entries) assert.equal(index.find(oid), offset)
    const oids = entries.map(({ oid }) => oid).toSorted()
    assert.deepEqual([...index.oids()], oids)
    for (const [row, oid] of oids.entries()) {
      assert.equal(index.oidAt(row), oid)
      assert.equal(index.offsetAt(row), index.find(oid))
    }
    assert.ok(index.has('f'.repeat(40)))
    assert.throws(() => index.oidAt(entries.length), assert.AssertionError)
    assert.throws(() => index.offsetAt(-1), assert.AssertionError)
  })

  it('knows what it does not hold', () => {
    const index = readPackIndex(bytes)
    for (const oid of ['', 'main', '7'.repeat(39), '7'.repeat(40), `${'f'.repeat(39)}e`, `${'f'.repeat(40)}zz`]) {
      assert.equal(index.find(oid), null, oid)
      assert.equal(index.has(oid), false, oid)
    }
    assert.equal(readPackIndex(writePackIndex([], packName)).find('0'.repeat(40)), null)
  })

  it('refuses ids that are none or occur twice', () => {
    const [first] = entries
    assert.ok(first)
    assert.throws(() => writePackIndex([first, first], packName), FormatError)
    assert.throws(() => writePackIndex([{ ...first, oid: 'x' }], packName), FormatError)
    assert.throws(() => writePackIndex([first], 'x'), FormatError)
  })

  const changed = (at: number, value: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy.writeUInt32BE(value, at)
    return copy
  }

  it('shows damage', () => {
    const largeBytes = 8 * entries.filter(({ offset }) => offset >= 2 ** 31).length
    for (const broken of [
      changed(0, 0x00000002),
      changed(4, 1),
      changed(4, 3),
      changed(8, 2 ** 32 - 1),
      changed(8 + 255 * 4, 2 ** 32 - 1),
      changed(8 + 255 * 4, entries.length + 1),
      changed(8 + 128 * 4, 0),
      bytes.subarray(0, -1),
      bytes.subarray(0, 500),
      bytes.subarray(0, bytes.length - largeBytes - 8),
      Buffer.alloc(0),
    ])
      assert.throws(() => readPackIndex(broken), FormatError)
    const tooLong = writePackIndex(entries.slice(0, 1), packName)
    assert.throws(() => readPackIndex(Buffer.concat([tooLong, Buffer.alloc(8)])), FormatError)
  })

  it('fails with nothing but FormatError', () => {
    const small = writePackIndex(entries.slice(0, 5), packName)
    const random = seededRandom(7)
    let read = 0
    for (let round = 0; round < 2000; round += 1) {
      const broken = Buffer.from(small)
      const first = round % 2 === 0 ? 0 : 8 + 1024
      broken[first + random.below(broken.length - first)] = random.pick([0, 1, 127, 128, 255])
      try {
        const index = readPackIndex(broken)
        for (const oid of index.oids()) index.find(oid)
        for (let row = 0; row < index.count; row += 1) index.offsetAt(row)
        read += 1
      } catch (error) {
        assert.ok(error instanceof FormatError)
      }
    }
    assert.ok(read > 500)
  })
})
