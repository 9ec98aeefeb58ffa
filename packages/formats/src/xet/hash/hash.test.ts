import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { BrokenAssertion } from '../assert.ts'
import { FormatError } from '../../errors/index.ts'
import { loadNative, loadWasm } from './blake3.ts'
import { createMerkleTree } from './merkle.ts'
import { chunkHash, createFileHasher, hashUnderKey, verificationHash, xorbHash } from './names.ts'
import { hashFromText, hashToText } from './text.ts'

const leaves: Record<string, [text: string, length: number]> = {
  A: ['cfc5d07f6f03c29bbf424132963fe08d19a37d5757aaf520bf08119f05cd56d6', 100],
  B: ['c3e67584b5c4fc2a89837ec39e40f2c8a6bb0b2987ac94cd4b31e5fbdd210a72', 200],
  C: ['0d2beb91b9196929a5ddec9f6e306924ddf4a24268e3e59fd8464738d525af37', 300],
  D: ['adf8773496a9b7319b2e50dc98093f344053b17d8ad37100b9c07d9805988784', 400],
}

type Leaf = { hash: Buffer; length: number }

const leavesOf = (names: string): Leaf[] =>
  [...names].map((name) => {
    const [text, length] = leaves[name] as [string, number]
    return { hash: hashFromText(text), length }
  })

function listOf(list: Leaf[]) {
  let end = 0
  const contentEnds = Uint32Array.from(list, ({ length }) => (end += length))
  return { hashes: Buffer.concat(list.map(({ hash }) => hash)), contentEnds }
}

describe('text form', () => {
  it('reverses each group of eight bytes', () => {
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, at) => at))
    const text = '07060504030201000f0e0d0c0b0a090817161514131211101f1e1d1c1b1a1918'
    assert.equal(hashToText(bytes), text)
    assert.deepEqual(hashFromText(text), bytes)
    assert.equal(bytes[0], 0)
  })

  it('is 64 lower-case hex digits and nothing else', () => {
    for (const text of [
      '',
      'a'.repeat(63),
      'a'.repeat(65),
      'A'.repeat(64),
      `${'a'.repeat(63)}g`,
      `${'a'.repeat(64)}\n`,
    ])
      assert.throws(() => hashFromText(text), FormatError)
  })
})

describe('names', () => {
  it('are those of hf_xet for a small file', () => {
    const hello = chunkHash(Buffer.from('hello world'))
    const list = { hashes: hello, contentEnds: Uint32Array.of(11) }
    assert.equal(hashToText(hello), '4e39378b9d359f118190557a1f44130219a54e5fcfa07bd96cf50b466fe651b1')
    assert.deepEqual(xorbHash(list), hello)
    const file = createFileHasher()
    file.addRange(list, 0, 1)
    assert.equal(hashToText(file.digest()), 'f15edd43b7e85cfd25e2758ffe13b99fdd09dfa817e8d9f6548722a7a126db7f')
    assert.equal(
      hashToText(verificationHash(hello)),
      '22ef2fdcff5cea306e42ad7e15ed8a0c5e789e7d2ec34658c10d2758946847da',
    )
    assert.equal(
      hashToText(hashUnderKey(Buffer.alloc(32, 0x11))(hello)),
      '8f540cd35b092e1ee613c3f10469a1140bbc3ecfac3f1cd0c92d57a0ef05a502',
    )
  })

  it('of lists of leaves are those published', () => {
    const zeros = '0'.repeat(64)
    const a = (leaves['A'] as [string, number])[0]
    for (const [names, root, file] of [
      ['', zeros, zeros],
      ['A', a, '8e16257caa3fe079d484d872a8975264b2ff683b0d6db9028cc7c0f968a45661'],
      [
        'ABC',
        '71ec1275fca074724e2dd666921b3277c7cee603e4d025bcab2d4050015be2bc',
        '54e55dccc6653c612bdb5576c5d3cb34bb31bc4e100248abccf4c908b3ef7715',
      ],
      [
        'AAAA',
        '89f2ada89ff8c96763c6b25010e6dd76a4c05b1466207633ea559acf2093211b',
        '2cdba690d0e09563596e0cda626d43eb4c96ef1e994fe72d9b2f5a83cfcd36dd',
      ],
      [
        'ABAB',
        '90f8313ef12df385d237a067aded02562c35ded12116e32eba401dbc86c38031',
        '284ea045e5a579e99c21ec597c20de1fc0c09e7168162aac00db8f61b3d82dbb',
      ],
      [
        'ABABCD',
        '52c826f99507aa05d0b45e9837fa1709e0485425cfbcb1e80db3905cf98b3ee9',
        '91d21684db364c8883ab8209fa5eb2e781cf07f37e1fa43e731c30839afe422f',
      ],
    ] as const) {
      const list = listOf(leavesOf(names))
      assert.equal(hashToText(xorbHash(list)), root, names)
      const hasher = createFileHasher()
      hasher.addRange(list, 0, names.length)
      assert.equal(hashToText(hasher.digest()), file, names)
    }
  })

  it('of a file do not depend on how its chunks come', () => {
    const list = listOf(leavesOf('ABABCD'))
    const hasher = createFileHasher()
    hasher.addRange(list, 0, 1)
    for (const { hash, length } of leavesOf('BA')) hasher.add(hash, length)
    hasher.addRange(list, 3, 6)
    assert.equal(hashToText(hasher.digest()), '91d21684db364c8883ab8209fa5eb2e781cf07f37e1fa43e731c30839afe422f')
    assert.throws(() => hasher.addRange(list, 0, 7), BrokenAssertion)
  })

  it('under a key, and proofs, are those published', () => {
    const hash = hashFromText('118bbac5c38b2bca9c2b7ae8307786de066696b91b2b5ccb7dbbd4608c966882')
    const other = hashFromText('7884d4de4bcc904767362a91e97eb6c2b6bc5f3a61b640d0cad8bb1129ff0827')
    const proof = '82d580dd3896919ef870af78b2c7bd21e67e79777922bbc8cef1fc21630c308c'
    const keyed = '1e1f5ae2bae99fe030647a14a8c5fe6cdce57826387a7552236dfbebed533e04'
    const key = hashFromText('abcdef0123456789'.repeat(4))
    assert.equal(hashToText(hashUnderKey(key)(hash)), keyed)
    assert.equal(hashToText(verificationHash(Buffer.concat([hash, other]))), proof)
    assert.deepEqual(hashUnderKey(Buffer.alloc(32))(hash), hash)
  })
})

/** The rule as the specification writes it, over whole lists. */
function rootOf(list: Leaf[], hashNode: (text: Buffer) => Buffer): Buffer {
  const first = list[0]
  if (list.length < 2) return first?.hash ?? Buffer.alloc(32)
  const next: Leaf[] = []
  for (let at = 0; at < list.length;) {
    const group = list.slice(at, at + groupSize(list.slice(at)))
    const text = group.map(({ hash, length }) => `${hashToText(hash)} : ${length}\n`).join('')
    next.push({ hash: hashNode(Buffer.from(text)), length: group.reduce((sum, { length }) => sum + length, 0) })
    at += group.length
  }
  return rootOf(next, hashNode)
}

function groupSize(rest: Leaf[]): number {
  if (rest.length <= 2) return rest.length
  const end = Math.min(9, rest.length)
  for (let at = 2; at < end; at += 1) if ((rest[at]?.hash.readBigUInt64LE(24) ?? 1n) % 4n === 0n) return at + 1
  return end
}

describe('Merkle tree', () => {
  it('taken leaf by leaf is the tree of the whole list', async () => {
    const { withKey } = await loadNative()
    const hashNode = withKey(Buffer.from('017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f', 'hex'))
    const leaf = fc.record({
      hash: fc.tuple(fc.integer(), fc.constantFrom(0, 1, 2, 3, 4, 255)).map(([n, byte24]) => {
        const hash = chunkHash(Buffer.from(String(n)))
        hash[24] = byte24
        return hash
      }),
      length: fc.integer({ min: 0, max: 2 ** 40 }),
    })
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 300, size: 'max' }), (list) => {
        const tree = createMerkleTree()
        for (const { hash, length } of list) tree.add(hash, length)
        assert.deepEqual(tree.root(), rootOf(list, hashNode))
      }),
      { numRuns: 100, seed: 1 },
    )
  })

  it('cuts nodes at nine when no leaf asks for less', () => {
    const list = Array.from({ length: 82 }, (_, n) => {
      const hash = chunkHash(Buffer.from([n]))
      hash[24] = 1
      return { hash, length: n }
    })
    assert.equal(groupSize(list), 9)
    assert.notDeepEqual(xorbHash(listOf(list)), xorbHash(listOf(list.slice(0, 81))))
  })
})

describe('BLAKE3', () => {
  it('is the same in machine code and WebAssembly, under keys in turn', async () => {
    const [native, wasm] = [await loadNative(), await loadWasm()]
    const keys = [Buffer.alloc(32), Buffer.alloc(32, 1), chunkHash(Buffer.from('key'))]
    const pairs = keys.map((key) => [native.withKey(key), wasm.withKey(key)] as const)
    for (const length of [0, 1, 31, 64, 1023, 1024, 1025, 16_384, 16_385, 131_072]) {
      const message = Buffer.alloc(length + 3, 'message').subarray(3)
      const hashes = pairs.map(([left, right]) => {
        assert.deepEqual(left(message), right(message))
        return left(message).toString('hex')
      })
      assert.equal(new Set(hashes).size, 3)
    }
    assert.equal(native.provider, 'native')
    assert.equal(wasm.provider, 'wasm')
  })

  it('keeps no hold on the key it was given', async () => {
    for (const { withKey } of [await loadNative(), await loadWasm()]) {
      const key = Buffer.alloc(32, 7)
      const hash = withKey(key)
      const before = hash(Buffer.from('x'))
      key.fill(8)
      assert.deepEqual(hash(Buffer.from('x')), before)
    }
  })
})
