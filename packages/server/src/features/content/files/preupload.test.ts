import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import { changingNothing } from '../../../testing/footprint.ts'
import {
  commitOk,
  createRepo,
  digestOf,
  file,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
const weights = Buffer.from('weights')
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'pre')
  await uploadObject(hub, 'alice/pre', weights, alice)
  const rules = [
    file('nested/.gitattributes', '*.bin -filter\n*.txt filter=lfs\n'),
    file('.gitignore', '*.log\nbuild/\n!keep.log\n'),
  ]
  await commitOk(hub, 'alice/pre', [header(), ...rules, file('a.txt', 'a'), lfsFile('w.bin', weights)], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

type Verdict = { path: string; uploadMode: string; shouldIgnore: boolean; oid?: string }
type Asked = { path: string; size: number; sample?: string }
const ask = (files: Asked[], more: object = {}, rest = 'main') =>
  send(hub, 'POST', `/api/models/alice/pre/preupload/${rest}`, { as: alice, json: { files, ...more } })
async function verdicts(files: Asked[], more: object = {}): Promise<Verdict[]> {
  const answer = await ask(files, more)
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await json<{ files: Verdict[] }>(answer)).files
}
const text = Buffer.from('plain text, 普通').toString('base64')
const binary = Buffer.from([0x50, 0x4b, 0, 1]).toString('base64')
const latin1 = Buffer.from('caf\xe9 au lait', 'latin1').toString('base64')
/** 512 bytes that end inside a character, as a sample may */
const cut = Buffer.from('é'.repeat(300)).subarray(0, 511).toString('base64')

describe('how a file is to be sent', () => {
  const cases: [string, Asked, string][] = [
    ['text', { path: 'x.md', size: 10, sample: text }, 'regular'],
    ['text cut inside a character', { path: 'x.md', size: 600, sample: cut }, 'regular'],
    ['bytes with NUL', { path: 'x.dat', size: 10, sample: binary }, 'lfs'],
    ['bytes that are not UTF-8', { path: 'x.dat', size: 10, sample: latin1 }, 'lfs'],
    ['nothing of what rules say is LFS', { path: 'x.bin', size: 0, sample: '' }, 'regular'],
    ['what rules say is LFS, however it looks', { path: 'x.bin', size: 10, sample: text }, 'lfs'],
    ['the same deeper down', { path: 'deep/er/x.safetensors', size: 10, sample: text }, 'lfs'],
    ['what a folder takes out again, however it looks', { path: 'nested/x.bin', size: 10, sample: binary }, 'regular'],
    ['the same below that folder', { path: 'nested/more/x.bin', size: 10, sample: text }, 'regular'],
    ['what a folder puts in', { path: 'nested/x.txt', size: 10, sample: text }, 'lfs'],
    [
      'what is too large, whatever rules say',
      { path: 'nested/y.bin', size: limits.regularFileBytes + 1, sample: text },
      'lfs',
    ],
    ['the largest regular file', { path: 'x.md', size: limits.regularFileBytes, sample: text }, 'regular'],
    ['a card that looks binary', { path: 'README.md', size: 10, sample: binary }, 'regular'],
    [
      'rules in a folder that sends all text to LFS',
      { path: 'nested/.gitattributes', size: 10, sample: binary },
      'regular',
    ],
    ['what is ignored, in a folder', { path: 'nested/.gitignore', size: 10, sample: binary }, 'regular'],
    ['a name with spaces', { path: 'a b/ü.bin', size: 10, sample: text }, 'lfs'],
    ['no sample at all', { path: 'x.unknown', size: 10 }, 'regular'],
    ['a size that came as a float', { path: 'x.md', size: 10.0000001, sample: text }, 'regular'],
  ]
  for (const [what, asked, mode] of cases)
    test(`${what}: ${mode}`, async () => {
      assert.equal((await verdicts([asked]))[0]?.uploadMode, mode)
    })

  test('follows the rules that the same commit brings', async () => {
    const files = ['x.bin', 'x.md', 'nested/x.bin'].map((path) => ({ path, size: 10, sample: text }))
    const modes = async (gitAttributes: string) =>
      (await verdicts(files, { gitAttributes })).map(({ uploadMode }) => uploadMode)
    assert.deepEqual(await modes('*.md filter=lfs\n'), ['regular', 'lfs', 'regular'])
    assert.deepEqual(await modes(''), ['regular', 'regular', 'regular'])
    assert.deepEqual(await modes('\0\n[attr\n"open filter=lfs\n'), ['regular', 'regular', 'regular'])
  })

  test('is answered in the order it was asked', async () => {
    const files = Array.from({ length: 256 }, (_, i) => ({ path: `${i % 7}/${i}.txt`, size: i, sample: text }))
    const { commitOid, ...answer } = await json<{ files: Verdict[]; commitOid: string }>(ask(files))
    assert.deepEqual(
      answer.files.map(({ path }) => path),
      files.map(({ path }) => path),
    )
    assert.match(commitOid, /^[0-9a-f]{40}$/)
  })
})

test('a file that is there comes with its id: of the bytes for LFS, of the blob else', async () => {
  const files = ['a.txt', 'w.bin', 'none', 'nested'].map((path) => ({ path, size: 10, sample: text }))
  assert.deepEqual(
    (await verdicts(files)).map(({ oid }) => oid),
    ['2e65efe2a145dda7ee51d1741299f848e5bf752e', digestOf(weights), undefined, undefined],
  )
})

test('what is ignored is said by the repo, or by the commit itself', async () => {
  const paths = ['x.log', 'a/x.log', 'keep.log', 'build/x', 'a/build/y', 'builds/x', 'x.txt']
  const files = paths.map((path) => ({ path, size: 1, sample: text }))
  const ignored = async (more: object) => (await verdicts(files, more)).map(({ shouldIgnore }) => shouldIgnore)
  assert.deepEqual(await ignored({}), [true, true, false, true, true, false, false])
  assert.deepEqual(await ignored({ gitIgnore: '*.txt\n' }), [false, false, false, false, false, false, true])
  assert.deepEqual(
    await ignored({ gitIgnore: '' }),
    paths.map(() => false),
  )
})

test('asking changes nothing, and asking wrongly is refused', () =>
  changingNothing(hub, async () => {
    assert.deepEqual(await verdicts([]), [])
    const one = { path: 'x', size: 1, sample: text }
    const many = Array.from({ length: limits.preuploadFiles + 1 }, () => one)
    for (const files of [many, [{ ...one, size: -1 }], [{ ...one, size: '1' }], [{ size: 1 }], 'x'])
      await refused(ask(files as Asked[]), { status: 400, says: /files/ })
    for (const rest of ['none', '0'.repeat(40), 'refs%2Ftags%2Fx', 'a%0Ab'])
      await refused(ask([one], {}, rest), { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
    for (const path of ['../x', '/x', 'a\0b', 'a\\b', '', '.git/x', 'a//b', 'x'.repeat(5000), '\ud800'])
      assert.equal((await ask([{ ...one, path }])).status, 200)
  }))
