import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { changingNothing } from '../../testing/footprint.ts'
import { beginWork, gitLeftovers, startGitClient, workIn, type GitClient } from '../../testing/git-client.ts'
import { commitOk, createRepo, file, header, json, send } from '../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
let client: GitClient
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  client = await startGitClient(hub)
})
after(async () => {
  await client[Symbol.asyncDispose]()
  assert.deepEqual(await gitLeftovers(hub), [])
  await hub[Symbol.asyncDispose]()
})

const begin = (name: string) => beginWork(hub, client, alice, name)

type Ref = { ref: string; targetCommit: string }
async function refsOf(name: string): Promise<Record<string, string>> {
  const refs = await json<Record<string, Ref[]>>(
    send(hub, 'GET', `/api/models/alice/${name}/refs?include_prs=1`, { as: alice }),
  )
  return Object.fromEntries(
    [...refs['branches']!, ...refs['tags']!].map(({ ref, targetCommit }) => [ref, targetCommit]),
  )
}
const contentOf = async (name: string, path: string, revision = 'main') =>
  (await send(hub, 'GET', `/alice/${name}/resolve/${revision}/${path}`)).text()

describe('a push', () => {
  test('is what the Hub API tells, and what others clone', async () => {
    const { git, commit } = await begin('told')
    const first = await commit({ 'a.txt': 'one' }, 'a.txt')
    await git('push', '--quiet', 'origin', 'main')
    assert.equal(await contentOf('told', 'a.txt'), 'one')
    const second = await commit({ 'b.txt': 'two' }, 'b.txt')
    await git('push', '--quiet', 'origin', 'main')
    const commits = await json<{ id: string; title: string; authors: { user: string }[] }[]>(
      send(hub, 'GET', '/api/models/alice/told/commits/main'),
    )
    assert.deepEqual(
      commits.slice(0, 2).map(({ id, title }) => [id, title]),
      [
        [second, 'b.txt'],
        [first, 'a.txt'],
      ],
    )
    const third = await commitOk(hub, 'alice/told', [header('by HTTP'), file('c.txt', 'three')], { as: alice })
    await git('pull', '--quiet', '--ff-only')
    assert.equal(await git('rev-parse', 'HEAD'), third)
    const other = await client.clone('told-again', 'alice/told')
    assert.equal(await client.git(other, 'fsck', '--full', '--strict'), '')
    assert.equal(await readFile(join(other, 'b.txt'), 'utf8'), 'two')
  })

  test('that would lose commits of others is refused until they are fetched', async () => {
    const { git, commit, refusal } = await begin('behind')
    await commitOk(hub, 'alice/behind', [header('theirs'), file('theirs', '1')], { as: alice })
    await commit({ mine: '1' }, 'mine')
    assert.match(await refusal('push', 'origin', 'main'), /\[rejected\].*\(fetch first\)/)
    await git('pull', '--quiet', '--rebase')
    await git('push', '--quiet', 'origin', 'main')
    assert.equal(await contentOf('behind', 'theirs'), '1')
    assert.equal(await contentOf('behind', 'mine'), '1')
  })

  test('by force moves a branch back, and only from where the client saw it', async () => {
    const { git, commit, refusal } = await begin('forced')
    const old = await commit({ a: '1' }, 'a')
    await git('push', '--quiet', 'origin', 'main')
    await git('commit', '--quiet', '--amend', '--message', 'Otherwise')
    assert.match(await refusal('push', 'origin', 'main'), /non-fast-forward|fetch first/)
    await git('push', '--quiet', '--force', 'origin', 'main')
    assert.equal((await refsOf('forced'))['refs/heads/main'], await git('rev-parse', 'HEAD'))
    await commitOk(hub, 'alice/forced', [header('in between'), file('b', '1')], { as: alice })
    await git('reset', '--quiet', '--hard', old)
    const lease = ['push', '--force-with-lease', 'origin', 'main']
    assert.match(await refusal(...lease), /\[rejected\].*\(stale info\)/)
    // The lost commits are still told by their ids, as links to them may be around.
    assert.equal(await contentOf('forced', 'a', old), '1')
  })

  test('makes, moves and deletes branches and tags', async () => {
    const { git, commit, refusal } = await begin('refs')
    const first = await commit({ a: '1' }, 'a')
    await git('tag', 'light')
    await git('tag', '--annotate', '--message', 'Annotated', 'heavy')
    await git('tag', '--annotate', '--message', 'Of a tag', 'nested', 'heavy')
    await git('push', '--quiet', 'origin', 'HEAD:refs/heads/feature/one', '--tags', 'main')
    const wanted = {
      'refs/heads/feature/one': first,
      'refs/heads/main': first,
      'refs/tags/heavy': first,
      'refs/tags/light': first,
      'refs/tags/nested': first,
    }
    assert.deepEqual(await refsOf('refs'), wanted)
    for (const revision of ['nested', 'refs%2Ftags%2Fheavy', 'feature%2Fone'])
      assert.equal(await contentOf('refs', 'a', revision), '1')
    const other = await client.clone('refs-again', 'alice/refs')
    for (const tag of ['heavy', 'nested'])
      assert.equal(await client.git(other, 'rev-parse', `refs/tags/${tag}`), await git('rev-parse', `refs/tags/${tag}`))
    assert.match(await client.git(other, 'cat-file', 'tag', 'nested'), /type tag\ntag nested/)
    await git('push', '--quiet', 'origin', '--delete', 'feature/one', 'light', 'nested')
    assert.deepEqual(Object.keys(await refsOf('refs')), ['refs/heads/main', 'refs/tags/heavy'])
    const second = await commit({ b: '1' }, 'b')
    await git('tag', '--force', 'heavy')
    assert.match(await refusal('push', 'origin', 'heavy'), /already exists/)
    await git('push', '--quiet', '--force', 'origin', 'heavy', 'main')
    assert.equal((await refsOf('refs'))['refs/tags/heavy'], second)
  })

  test('of what the hub has already needs no objects', async () => {
    const { git, commit } = await begin('again')
    const first = await commit({ a: '1' }, 'a')
    await git('push', '--quiet', 'origin', 'main')
    await changingNothing(hub, () => git('push', '--quiet', 'origin', 'main'))
    await git('push', '--quiet', 'origin', 'main:other', 'main~1:refs/heads/older', 'main:refs/tags/v1')
    assert.equal((await refsOf('again'))['refs/heads/other'], first)
    // The client does not know that the hub still has the objects.
    await git('checkout', '--quiet', '-b', 'side')
    const side = await commit({ side: 'content' }, 'side')
    for (const branch of ['side', 'side-again']) {
      await git('push', '--quiet', 'origin', `side:${branch}`)
      assert.equal((await refsOf('again'))[`refs/heads/${branch}`], side)
      await git('push', '--quiet', 'origin', '--delete', branch)
      await git('update-ref', '-d', `refs/remotes/origin/${branch}`)
    }
    await git('push', '--quiet', 'origin', 'side')
    const other = await client.clone('again-cloned', 'alice/again')
    assert.equal(await client.git(other, 'show', 'origin/side:side'), 'content')
  })

  test('of many megabytes comes in chunks', async () => {
    const { where, git, commit } = await begin('large')
    const bytes = randomBytes(9_000_000)
    await commit({ 'large.bin': bytes }, 'large.bin')
    const trace = client.at('large-trace')
    await client.feed(where, ['push', '--quiet', 'origin', 'main'], {
      env: { GIT_TRACE_CURL: trace, GIT_TRACE_CURL_NO_DATA: '1' },
    })
    assert.match(await readFile(trace, 'utf8'), /Send header: transfer-encoding: chunked/i)
    const answer = await send(hub, 'GET', '/alice/large/resolve/main/large.bin')
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes))
    const part = await send(hub, 'GET', '/alice/large/resolve/main/large.bin', {
      headers: { Range: 'bytes=5000000-5000009' },
    })
    assert.equal(part.status, 206)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(5_000_000, 5_000_010))
    assert.equal(await git('rev-parse', 'origin/main'), await git('rev-parse', 'main'))
  })

  test('from a shallow clone works, and one without its history is refused', async () => {
    const { git, commit } = await begin('cut')
    for (const name of ['a', 'b', 'c']) await commit({ [name]: name })
    await git('push', '--quiet', 'origin', 'main')
    await client.git(client.folder, 'clone', '--quiet', '--depth=1', client.remote('alice/cut', alice), 'cut-short')
    const short = workIn(client, client.at('cut-short'))
    const next = await short.commit({ d: 'd' })
    await short.git('push', '--quiet', 'origin', 'main')
    assert.equal((await refsOf('cut'))['refs/heads/main'], next)
    await createRepo(hub, alice, 'elsewhere')
    await changingNothing(hub, async () => {
      const push = ['push', '--force', client.remote('alice/elsewhere', alice), 'main']
      assert.match(await short.refusal(...push), /remote: Bring it whole with "git fetch --unshallow"/)
    })
  })
})

describe('several refs in one push', () => {
  test('each stand for themselves', async () => {
    const { git, commit, refusal } = await begin('several')
    await commit({ a: '1' }, 'a')
    const said = await refusal('push', 'origin', 'main:good', 'main:refs/notes/x')
    assert.match(said, /\[new branch\]\s+main -> good/)
    assert.match(said, /\[remote rejected\] main -> refs\/notes\/x \(only refs\/heads\/ and refs\/tags\//)
    assert.equal((await refsOf('several'))['refs/heads/good'], await git('rev-parse', 'HEAD'))
  })

  test('all stand or fall together when the push is atomic', async () => {
    const { git, commit, refusal } = await begin('atomic')
    await commit({ a: '1' }, 'a')
    await changingNothing(hub, async () => {
      const said = await refusal('push', '--atomic', 'origin', 'main:good', 'main:refs/notes/x')
      assert.match(said, /atomic push failed/)
    })
    await git('push', '--quiet', '--atomic', 'origin', 'main:good', 'main:better', 'main')
    assert.deepEqual(Object.keys(await refsOf('atomic')), ['refs/heads/better', 'refs/heads/good', 'refs/heads/main'])
    await commitOk(hub, 'alice/atomic', [header('faster'), file('b', '1')], { as: alice, branch: 'better' })
    await commit({ c: '1' }, 'c')
    await changingNothing(hub, async () => {
      await refusal('push', '--atomic', 'origin', 'main:good', '+main:better', 'main~9:none')
      await refusal('push', '--atomic', 'origin', 'main:good', 'main:better')
    })
  })

  test('mirror what is here: new ones come, missing ones go', async () => {
    const { where, git, commit } = await begin('mirror')
    await commit({ a: '1' }, 'a')
    await git('push', '--quiet', 'origin', 'main:old', 'main:refs/tags/old')
    await git('checkout', '--quiet', '-b', 'new')
    await git('tag', 'new-tag')
    await client.git(client.folder, 'clone', '--quiet', '--bare', where, 'mirror.git')
    await client.git(client.at('mirror.git'), 'push', '--quiet', '--mirror', client.remote('alice/mirror', alice))
    assert.deepEqual(Object.keys(await refsOf('mirror')), ['refs/heads/main', 'refs/heads/new', 'refs/tags/new-tag'])
  })
})

test('push options are taken and mean nothing', async () => {
  const { git, commit } = await begin('options')
  await commit({ a: '1' }, 'a')
  await git('push', '--quiet', '--push-option=ci.skip', '--push-option=x=y', 'origin', 'main')
  assert.equal(await contentOf('options', 'a'), '1')
})

test('a signed commit and a signed tag keep their bytes', async () => {
  const { where, git } = await begin('signed')
  const key = client.at('key')
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', key])
  await writeFile(client.at('signers'), `ada@example.org ${await readFile(`${key}.pub`, 'utf8')}`)
  const sign = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`]
  await writeFile(join(where, 'a'), '1')
  await git('add', 'a')
  await git(...sign, 'commit', '--quiet', '--gpg-sign', '--message', 'Signed')
  await git(...sign, 'tag', '--sign', '--message', 'Signed', 'v1')
  await git('push', '--quiet', 'origin', 'main', 'v1')
  const other = await client.clone('signed-again', 'alice/signed')
  const verify = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${client.at('signers')}`]
  await client.git(other, ...verify, 'verify-commit', 'HEAD')
  await client.git(other, ...verify, 'verify-tag', 'v1')
})
