import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { seededRandom } from '../testing/random.ts'
import { canonicalMode, createBlobHasher, decodeTree, encodeTree, hashObject, isTextName } from './index.ts'
import type { TreeEntry } from './index.ts'

const hello = 'ce013625030ba8dba906f756967f9e9ca394464a'
const entries: TreeEntry[] = [
  { mode: '120000', name: '😀', oid: hello },
  { mode: '100644', name: '\ufffd', oid: hello },
  { mode: '160000', name: 'mod', oid: '1'.repeat(40) },
  { mode: '40000', name: 'a', oid: 'e31a96220fbfbe7601ecc086a36b96dc27a8867e' },
  { mode: '100644', name: 'a.b', oid: hello },
  { mode: '100755', name: 'a-b', oid: hello },
]

describe('object names', () => {
  it('are those of git hash-object', () => {
    assert.equal(hashObject('blob', Buffer.from('hello\n')), hello)
    assert.equal(hashObject('blob', Buffer.alloc(0)), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391')
    assert.equal(hashObject('tree', Buffer.alloc(0)), '4b825dc642cb6eb9a060e54bf8d69288fbee4904')
  })

  it('can be made from a stream of known size', () => {
    const hasher = createBlobHasher(6)
    hasher.update(Buffer.from('hel'))
    hasher.update(Buffer.from('lo\n'))
    assert.equal(hasher.digest(), hello)
    assert.throws(() => createBlobHasher(1).digest(), FormatError)
  })
})

describe('encodeTree', () => {
  it('makes the tree that git mktree makes, from any order', () => {
    const body = encodeTree(entries)
    assert.equal(hashObject('tree', body), '67af22cf484c12bf13ab75d6b13e569ae08bf5aa')
    assert.deepEqual(
      decodeTree(body).map((entry) => entry.name),
      ['a-b', 'a.b', 'a', 'mod', '\ufffd', '😀'],
    )
  })

  it('refuses unlawful names, duplicates, modes and ids', () => {
    const names = ['', '.', '..', '.git', '.GIT', 'git~1', '.git ', '.g\u200cit', 'a/b', 'a\0b', '\ud800']
    for (const name of names) assert.throws(() => encodeTree([{ mode: '100644', name, oid: hello }]), FormatError, name)
    const twice: TreeEntry[] = [
      { mode: '100644', name: 'a', oid: hello },
      { mode: '100644', name: 'a.b', oid: hello },
      { mode: '40000', name: 'a', oid: hello },
    ]
    assert.throws(() => encodeTree(twice), /two entries/)
    assert.throws(() => encodeTree([{ mode: '648', name: 'a', oid: hello }]), FormatError)
    assert.throws(() => encodeTree([{ mode: '100644', name: 'a', oid: 'abc' }]), FormatError)
  })
})

describe('decodeTree', () => {
  it('keeps legacy modes and writes them back unchanged', () => {
    const body = Buffer.concat([
      Buffer.from('100664 a\0'),
      Buffer.alloc(20, 7),
      Buffer.from('040000 b\0'),
      Buffer.alloc(20, 8),
    ])
    const read = decodeTree(body)
    assert.deepEqual(
      read.map((entry) => entry.mode),
      ['100664', '040000'],
    )
    assert.deepEqual(encodeTree(read), body)
  })

  it('throws FormatError on damage', () => {
    const body = encodeTree(entries)
    for (let length = 1; length < 30; length += 1)
      assert.throws(() => decodeTree(body.subarray(0, length)), FormatError)
    assert.throws(() => decodeTree(Buffer.concat([Buffer.from('100644 a/b\0'), Buffer.alloc(20)])), FormatError)
    assert.throws(() => decodeTree(Buffer.concat([Buffer.from('999999 ab\0'), Buffer.alloc(20)])), FormatError)
  })

  it('takes modes that git does not know for what git takes them for', () => {
    const modes = { '100600': '100644', '100777': '100755', '120777': '120000', '40755': '40000', '0040000': '40000' }
    for (const [mode, means] of Object.entries(modes)) assert.equal(canonicalMode(mode), means)
    for (const mode of ['0', '644', '777', '20000', '60000', '100000644']) assert.equal(canonicalMode(mode), '160000')
    for (const mode of ['', 'abc', '-1', '100648', '1e5']) assert.throws(() => canonicalMode(mode), FormatError)
  })

  it('keeps names that are no UTF-8, byte by byte', () => {
    const names = [
      'caf\xe9',
      '\xff\xfe',
      'a\xc3',
      '\xed\xa0\x80',
      '\xf5\x80\x80\x80',
      '\xc0\xaf',
      '\xe2\x82',
      '\xc3\xa9\xe9z',
    ]
    const bodies = names.map((name) => Buffer.concat([Buffer.from(`100644 ${name}\0`, 'latin1'), Buffer.alloc(20, 1)]))
    const read = bodies.flatMap((body) => decodeTree(body))
    assert.equal(new Set(read.map(({ name }) => name)).size, names.length)
    for (const [i, entry] of read.entries()) {
      assert.equal(isTextName(entry.name), false)
      assert.deepEqual(encodeTree([entry]), bodies[i])
    }
    assert.equal(read.at(-1)!.name, 'é\udce9z')
    const sorted = encodeTree([...read, { mode: '40000', name: 'caf', oid: hello }])
    assert.deepEqual(encodeTree(decodeTree(sorted).toReversed()), sorted)
  })

  it('gives back what was encoded, and never fails but with FormatError', () => {
    const random = seededRandom(1)
    for (let round = 0; round < 300; round += 1) {
      const made = new Map<string, TreeEntry>()
      for (let n = random.below(20); n > 0; n -= 1) {
        const name = Array.from({ length: 1 + random.below(4) }, () => random.pick([...'ab.-0\ufeffé模😀\ufffd'])).join(
          '',
        )
        if (name !== '.' && name !== '..')
          made.set(name, { mode: random.pick(['100644', '40000']), name, oid: random.bytes(20).toString('hex') })
      }
      const body = encodeTree([...made.values()])
      const read = decodeTree(body)
      assert.deepEqual(new Map(read.map((entry) => [entry.name, entry])), made)
      assert.deepEqual(encodeTree(read.toReversed()), body)
      const broken = Buffer.from(body)
      if (broken.length > 0) broken[random.below(broken.length)] = random.below(256)
      try {
        decodeTree(broken)
      } catch (error) {
        assert.ok(error instanceof FormatError)
      }
    }
  })
})
