import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { delimiterPkt, flushPkt, pktLine } from '@kaihub/formats/git'
import { gitLeftovers, startGitClient, type GitClient } from '../../testing/git-client.ts'
import { packetsIn } from '../../testing/git-packs.ts'
import { commitOk, createRepo, file, header, send } from '../../testing/requests.ts'
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

const versions = ['0', '1', '2'] as const
const kinds = { model: '', dataset: 'datasets/', space: 'spaces/', code: 'code/' } as const

/** A repo with three commits; answers their ids, the oldest first. */
async function writeRepo(name: string, type: keyof typeof kinds = 'model'): Promise<string[]> {
  await createRepo(hub, alice, name, { type, ...(type === 'space' ? { sdk: 'static' } : {}) })
  const at = { as: alice, type: type === 'code' ? 'code' : `${type}s` }
  const ids: string[] = []
  for (const text of ['one', 'two', 'three'])
    ids.push(await commitOk(hub, `alice/${name}`, [header(text), file('a.txt', text), file(`deep/${text}`, text)], at))
  return ids
}

describe('a clone', () => {
  for (const type of Object.keys(kinds) as (keyof typeof kinds)[])
    test(`of a ${type}, with and without .git, in every protocol`, async () => {
      const [, , head] = await writeRepo(`cloned-${type}`, type)
      for (const version of versions)
        for (const suffix of ['', '.git']) {
          const into = `${type}-${version}${suffix}`
          const from = client.remote(`${kinds[type]}alice/cloned-${type}${suffix}`)
          await client.git(client.folder, '-c', `protocol.version=${version}`, 'clone', '--quiet', from, into)
          assert.equal(await client.git(client.at(into), 'rev-parse', 'HEAD'), head)
          assert.equal(await client.git(client.at(into), 'status', '--porcelain'), '')
          assert.equal(await client.git(client.at(into), 'fsck', '--full', '--strict'), '')
        }
    })

  test('may be shallow, and deeper later', async () => {
    const ids = await writeRepo('shallow')
    const remote = client.remote('alice/shallow')
    for (const version of versions) {
      const into = `shallow-${version}`
      const git = (...args: string[]) => client.git(client.at(into), '-c', `protocol.version=${version}`, ...args)
      await client.git(
        client.folder,
        '-c',
        `protocol.version=${version}`,
        'clone',
        '--quiet',
        '--depth=1',
        remote,
        into,
      )
      assert.deepEqual(await git('rev-list', 'HEAD'), ids[2])
      await git('fetch', '--quiet', '--deepen=1')
      assert.deepEqual((await git('rev-list', 'HEAD')).split('\n'), [ids[2], ids[1]])
      await git('fetch', '--quiet', `--shallow-exclude=refs/heads/none`).catch(() => '')
      await git('fetch', '--quiet', '--unshallow')
      assert.equal((await git('rev-list', 'HEAD')).split('\n').length, 4)
      assert.equal(await git('fsck', '--full', '--strict'), '')
    }
  })

  test('may leave out what is not looked at', async () => {
    await writeRepo('partial')
    const remote = client.remote('alice/partial')
    const missing = async (where: string) =>
      (await client.git(where, 'rev-list', '--objects', '--all', '--missing=print'))
        .split('\n')
        .filter((line) => line.startsWith('?')).length
    for (const [filter, least] of Object.entries({ 'blob:none': 4, 'tree:0': 4, 'blob:limit=4': 1 })) {
      const into = `partial-${filter.replaceAll(/\W/g, '-')}`
      await client.git(client.folder, 'clone', '--quiet', '--no-checkout', `--filter=${filter}`, remote, into)
      const where = client.at(into)
      assert.ok((await missing(where)) >= least, `${filter} leaves out ${await missing(where)}`)
      await client.git(where, 'checkout', '--quiet', 'main')
      assert.equal(await client.git(where, 'show', 'HEAD~1:a.txt'), 'two')
      assert.equal(await client.git(where, 'status', '--porcelain'), '')
    }
  })

  test('may be of one branch, and of a commit by its id', async () => {
    const [first] = await writeRepo('by-id')
    await send(hub, 'POST', '/api/models/alice/by-id/branch/side', { as: alice, json: { startingPoint: first } })
    const remote = client.remote('alice/by-id')
    await client.git(client.folder, 'clone', '--quiet', '--single-branch', '--branch', 'side', remote, 'side')
    assert.equal(await client.git(client.at('side'), 'rev-parse', 'HEAD'), first)
    assert.equal(await client.git(client.at('side'), 'branch', '--remotes'), '  origin/side')
    for (const version of versions) {
      await client.git(client.folder, 'init', '--quiet', `by-id-${version}`)
      const args = ['-c', `protocol.version=${version}`, 'fetch', '--quiet', '--depth=1', remote, first!]
      await client.git(client.at(`by-id-${version}`), ...args)
      assert.equal(await client.git(client.at(`by-id-${version}`), 'rev-parse', 'FETCH_HEAD'), first)
    }
  })

  test('is brought up to date, and asks little when there is nothing new', async () => {
    await writeRepo('followed')
    const where = await client.clone('followed', 'alice/followed')
    assert.equal(await client.git(where, 'pull', '--quiet'), '')
    const next = await commitOk(hub, 'alice/followed', [header('four'), file('b.txt', 'b')], { as: alice })
    await client.git(where, 'pull', '--quiet')
    assert.equal(await client.git(where, 'rev-parse', 'HEAD'), next)
    assert.match(await client.git(where, 'ls-remote', 'origin'), new RegExp(`${next}\tHEAD\n${next}\trefs/heads/main`))
  })
})

test('a long negotiation comes as gzip', async () => {
  await writeRepo('negotiated')
  const where = await client.clone('negotiated', 'alice/negotiated')
  const stream = Array.from(
    { length: 400 },
    (_, i) => `commit refs/heads/own-${i}\ncommitter Ada <ada@example.org> ${2_000_000_000 + i} +0000\ndata 1\nx\n`,
  ).join('')
  await client.feed(where, ['fast-import', '--quiet'], { input: stream })
  for (const version of versions) {
    const next = await commitOk(hub, 'alice/negotiated', [header('more'), file('c', version)], { as: alice })
    const trace = client.at(`trace-${version}`)
    const env = { GIT_TRACE_CURL: trace, GIT_TRACE_CURL_NO_DATA: '1' }
    const refs = `refs/heads/main:refs/remotes/again/${version}`
    const args = ['-c', `protocol.version=${version}`, 'fetch', '--quiet', 'origin', refs]
    await client.feed(where, args, { env })
    assert.match(await readFile(trace, 'utf8'), /=> Send header: content-encoding: gzip/i)
    assert.equal(await client.git(where, 'rev-parse', `refs/remotes/again/${version}`), next)
  }
})

const type = { 'Content-Type': 'application/x-git-upload-pack-request' }
const post = (path: string, body: Uint8Array, headers: Record<string, string> = {}) =>
  send(hub, 'POST', path, { body: new Uint8Array(body), headers: { ...type, ...headers } })
const version2 = { 'Git-Protocol': 'version=2' }
const lsRefs = Buffer.concat([pktLine('command=ls-refs\n'), delimiterPkt, pktLine('peel\n'), flushPkt])

test('a body may be packed with gzip and no other way', async () => {
  const [, , head] = await writeRepo('packed-body')
  const path = '/alice/packed-body.git/git-upload-pack'
  for (const encoding of ['gzip', 'x-gzip']) {
    const answer = await post(path, gzipSync(lsRefs), { ...version2, 'Content-Encoding': encoding })
    assert.equal(answer.headers.get('content-type'), 'application/x-git-upload-pack-result')
    const lines = packetsIn(Buffer.from(await answer.arrayBuffer())).map((line) => line.toString().trim())
    assert.deepEqual(lines, [`${head} HEAD`, `${head} refs/heads/main`])
  }
  for (const [encoding, body] of [
    ['deflate', lsRefs],
    ['gzip', lsRefs],
    ['gzip', gzipSync(lsRefs).subarray(0, 30)],
    ['br', lsRefs],
  ] as const) {
    const answer = await post(path, body, { ...version2, 'Content-Encoding': encoding })
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /gzip/)
  }
})

test('a body that unpacks beyond all measure is refused', async () => {
  const [, , head] = await writeRepo('bomb')
  const line = pktLine(`have ${'a'.repeat(40)}\n`)
  const haves = Buffer.concat(Array.from({ length: 1_500_000 }, () => line))
  const bomb = gzipSync(Buffer.concat([pktLine(`want ${head}\n`), flushPkt, haves]), { level: 1 })
  const answer = await post('/alice/bomb/git-upload-pack', bomb, { 'Content-Encoding': 'gzip' })
  assert.equal(answer.status, 413)
  assert.match(await answer.text(), /larger than/)
  assert.deepEqual(await gitLeftovers(hub), [])
})

test('nothing of it is kept by caches, and the dumb protocol is not spoken', async () => {
  await writeRepo('headers')
  for (const service of ['git-upload-pack', 'git-receive-pack']) {
    const answer = await send(hub, 'GET', `/alice/headers/info/refs?service=${service}`, { as: alice })
    assert.equal(answer.headers.get('content-type'), `application/x-${service}-advertisement`)
    assert.equal(answer.headers.get('cache-control'), 'no-cache, max-age=0, must-revalidate')
    assert.match(await answer.text(), new RegExp(`^001[ef]# service=${service}\n0000`))
  }
  const dumb = await send(hub, 'GET', '/alice/headers.git/info/refs', { as: alice })
  assert.equal(dumb.status, 403)
  assert.match(await dumb.text(), /smart HTTP/)
  for (const path of ['HEAD', 'objects/info/packs', 'config', `objects/aa/${'b'.repeat(38)}`])
    assert.equal((await send(hub, 'GET', `/alice/headers.git/${path}`)).status, 404, path)
  const archive = await send(hub, 'GET', '/alice/headers.git/info/refs?service=git-upload-archive', { as: alice })
  assert.equal(archive.status, 403)
})
