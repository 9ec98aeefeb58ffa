import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../errors/index.ts'
import { decodeCommit, decodeTag, encodeCommit, encodeTag, hashObject, splitMessage } from './index.ts'
import type { Commit } from './index.ts'

const first: Commit = {
  tree: 'e31a96220fbfbe7601ecc086a36b96dc27a8867e',
  parents: [],
  author: { name: 'Ada', email: 'ada@example.org', at: new Date(1_700_000_000_999), offset: '+0800' },
  committer: { name: 'Kaihub', email: 'hub@example.org', at: new Date(1_700_000_001_000) },
  message: 'Add 模型\n\nBody\n',
}
const firstId = '305fdda61f166d291064e091fa48c94aaccc52bc'

describe('encodeCommit', () => {
  it('makes the commits that git commit-tree makes', () => {
    assert.equal(hashObject('commit', encodeCommit(first)), firstId)
    const second = encodeCommit({ ...first, parents: [firstId], message: 'second' })
    assert.equal(hashObject('commit', second), '5e1af212b36a8f6696511889d86d3fc0180a99c6')
  })

  it('lets no name break its line', () => {
    const author = { name: 'Eve <e@x> 1 +0000\ncommitter\0', email: '<a>\n@b ', at: new Date(0) }
    const text = encodeCommit({ ...first, author, message: 'a\0b' }).toString()
    assert.match(text, /^author Eve e@x 1 \+0000committer <a@b> 0 \+0000$/m)
    assert.match(text, /\n\nab\n$/)
    assert.equal(text.split('\n').length, 6)
  })

  it('refuses bad ids, times and headers', () => {
    assert.throws(() => encodeCommit({ ...first, tree: 'HEAD' }), FormatError)
    assert.throws(() => encodeCommit({ ...first, parents: ['X'.repeat(40)] }), FormatError)
    assert.throws(() => encodeCommit({ ...first, author: { ...first.author, at: new Date(Number.NaN) } }), FormatError)
    assert.throws(() => encodeCommit({ ...first, author: { ...first.author, offset: '8' } }), FormatError)
    assert.throws(() => encodeCommit({ ...first, extraHeaders: [['parent', firstId]] }), FormatError)
    assert.throws(() => encodeCommit({ ...first, extraHeaders: [['a b', 'c']] }), FormatError)
  })
})

describe('decodeCommit', () => {
  it('reads back a signed merge, byte for byte', () => {
    const signature = '-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----'
    const extraHeaders: [string, string][] = [['gpgsig', signature]]
    const body = encodeCommit({ ...first, parents: [firstId, '2'.repeat(40)], extraHeaders })
    const read = decodeCommit(body)
    assert.deepEqual(read.extraHeaders, extraHeaders)
    assert.deepEqual(read.parents, [firstId, '2'.repeat(40)])
    assert.equal(read.author.at.getTime(), 1_700_000_000_000)
    assert.deepEqual(encodeCommit(read), body)
  })

  it('honours the encoding header', () => {
    const head = `tree ${first.tree}\nauthor Jos\xe9 <j@x> 5 +0100\ncommitter J <j@x> 5 +0100\nencoding ISO-8859-1\n\n\xe9t\xe9\n`
    const read = decodeCommit(Buffer.from(head, 'latin1'))
    assert.equal(read.author.name, 'José')
    assert.equal(read.message, 'été\n')
  })

  it('bears the identities of old histories', () => {
    for (const line of ['A', 'A <a@x>', '<a@x> 5', 'A <a <b>> 5 +0000', 'A <a@x> 99999999999999999999 +0000', '']) {
      const read = decodeCommit(Buffer.from(`tree ${first.tree}\nauthor ${line}\ncommitter C <c@x> 7 -0730\n\nm`))
      assert.ok(!Number.isNaN(read.author.at.getTime()), line)
      assert.equal(read.committer.offset, '-0730')
    }
  })

  it('throws FormatError on damage', () => {
    for (const text of ['', '\n', 'tree x\n\n', `tree ${first.tree}\n\nm`, ' x\n\n', 'nonsense'])
      assert.throws(() => decodeCommit(Buffer.from(text)), FormatError, text)
    assert.throws(() => decodeCommit(Buffer.from([0xff, 0, 1, 2])), FormatError)
  })
})

describe('splitMessage', () => {
  it('takes the first paragraph as title', () => {
    assert.deepEqual(splitMessage('\nOne\ntwo\n\n\nThree\r\n\r\nfour\n'), { title: 'One two', body: 'Three\n\nfour' })
    assert.deepEqual(splitMessage(''), { title: '', body: '' })
  })
})

describe('tags', () => {
  it('are those of git tag', () => {
    const tag = { object: firstId, kind: 'commit', name: 'v1', tagger: first.committer, message: 'release\n' } as const
    const body = encodeTag(tag)
    assert.equal(hashObject('tag', body), '12829b40f92484304ac542488e8ffbcfd3c2e853')
    assert.deepEqual(decodeTag(body), { ...tag, tagger: { ...tag.tagger, offset: '+0000' } })
    assert.throws(() => encodeTag({ ...tag, name: 'v 1' }), FormatError)
  })

  it('may lack a tagger but nothing else', () => {
    const body = Buffer.from(`object ${firstId}\ntype commit\ntag v0\n\nold\n`)
    assert.equal(decodeTag(body).tagger, null)
    assert.throws(() => decodeTag(Buffer.from(`object ${firstId}\ntype branch\ntag v0\n\n`)), FormatError)
    assert.throws(() => decodeTag(Buffer.from('type commit\ntag v0\n\n')), FormatError)
  })
})
