/** What one does with git every day, and what the Hub API says of it at once. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { digestsOf, sha256Of, writeRandomFile } from './files.ts'
import { gitOf } from './git.ts'
import type { Person } from './hub.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile(() => setUp())
const { setUp, git, refusal, remote, createRepo, commit } = gitOf(hub)
const at = (...names: string[]) => path.join(hub.work, ...names)
const filesOf = (where: string) => digestsOf(at(where), /^\.git\//)
const headOf = (where: string) => git(where, 'rev-parse', 'HEAD')

/** An answer of the hub to alice, who may read and write here; 4xx and 5xx fail. */
const ask = async (address: string, init: RequestInit = {}): Promise<string> => {
  const headers = { ...init.headers, Authorization: `Bearer ${hub.tokens.alice}` }
  const answer = await fetch(`${hub.url}/${address}`, { ...init, headers })
  const text = await answer.text()
  assert.ok(answer.ok, `${address}: ${answer.status} ${text}`)
  return text
}
const pathsIn = async (address: string): Promise<string[]> =>
  JSON.parse(await ask(address)).map((entry: { path: string }) => entry.path)

/** As `git` names them; an annotated tag is told as the commit it is put on. */
const refsOf = async (repo: string): Promise<Record<string, string>> => {
  const { branches, tags } = JSON.parse(await ask(`api/models/${repo}/refs`))
  return Object.fromEntries(
    [...branches, ...tags].map((found: { ref: string; targetCommit: string }) => [found.ref, found.targetCommit]),
  )
}

const commitByHub = async (api: string, file: string, content: string): Promise<string> => {
  const lines = [
    { key: 'header', value: { summary: `${file} by the hub` } },
    { key: 'file', value: { path: file, content: Buffer.from(content).toString('base64'), encoding: 'base64' } },
  ]
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  const headers = { 'Content-Type': 'application/x-ndjson' }
  return JSON.parse(await ask(`${api}/commit/main`, { method: 'POST', headers, body })).commitOid
}

/** A new model, and a clone of it by the same name with one commit that is pushed. */
const beginModel = async (name: string, more: Record<string, unknown> = {}): Promise<string> => {
  await createRepo(name, more)
  await git('.', 'clone', '--quiet', remote(`alice/${name}`), name)
  const first = await add(name, 'one.txt', '1')
  await git(name, 'push', '--quiet')
  return first
}

const add = (where: string, file: string, content: string): Promise<string> => {
  writeFileSync(at(where, file), content)
  return commit(where, `Add ${file}`)
}

for (const [type, prefix, more] of [
  ['model', '', {}],
  ['dataset', 'datasets/', {}],
  ['space', 'spaces/', { sdk: 'static' }],
  ['code', 'code/', {}],
] as const)
  transcript(
    `a ${type === 'code' ? 'code base' : type} is cloned, and what is pushed or committed is there for the other side at once`,
    [],
    async () => {
      const name = `both-${type}`
      const repo = `${prefix}alice/${name}`
      const api = `api/${prefix === '' ? 'models/' : prefix}alice/${name}`
      await createRepo(name, { type, ...more })
      await git('.', 'clone', '--quiet', remote(repo), type)
      await git('.', 'clone', '--quiet', remote(`${repo}.git`, 'anonymous'), `${type}-too`)
      const pushed = await add(type, 'notes.txt', 'by git\n')
      await git(type, 'push', '--quiet')
      assert.ok((await pathsIn(`${api}/tree/main`)).includes('notes.txt'))
      assert.equal(await ask(`${repo}/resolve/main/notes.txt`), 'by git\n')
      assert.equal(JSON.parse(await ask(api)).sha, pushed)
      const made = await commitByHub(api, 'notes.txt', 'by the hub\n')
      for (const clone of [type, `${type}-too`]) {
        await git(clone, 'pull', '--quiet')
        assert.equal(await headOf(clone), made)
        assert.equal(readFileSync(at(clone, 'notes.txt'), 'utf8'), 'by the hub\n')
        assert.equal(await git(clone, 'rev-parse', 'HEAD^'), pushed)
      }
    },
  )

transcript('a forced push takes commits back, and the hub forgets them on that branch', [], async () => {
  const first = await beginModel('forced')
  await add('forced', 'two.txt', '2')
  await git('forced', 'push', '--quiet')
  await git('forced', 'reset', '--quiet', '--hard', first)
  const other = await add('forced', 'three.txt', '3')
  assert.match(await refusal('forced', 'push'), /\[rejected\].*non-fast-forward/)
  await git('forced', 'push', '--quiet', '--force-with-lease')
  assert.deepEqual(await pathsIn('api/models/alice/forced/tree/main'), ['.gitattributes', 'one.txt', 'three.txt'])
  const log = JSON.parse(await ask('api/models/alice/forced/commits/main'))
  assert.deepEqual([log[0].id, log[1].id], [other, first])
})

transcript('branches, light tags and annotated ones come, are told and go', [], async () => {
  const commitId = await beginModel('refs')
  await git('refs', 'branch', 'side')
  await git('refs', 'tag', 'light')
  await git('refs', 'tag', '--annotate', '--message', 'Told', 'annotated')
  await git('refs', 'push', '--quiet', 'origin', 'side', '--tags')
  const main = { 'refs/heads/main': commitId }
  assert.deepEqual(await refsOf('alice/refs'), {
    ...main,
    'refs/heads/side': commitId,
    'refs/tags/light': commitId,
    'refs/tags/annotated': commitId,
  })
  for (const name of ['side', 'light', 'annotated']) assert.equal(await ask(`alice/refs/resolve/${name}/one.txt`), '1')
  // the tag itself comes back, with its message
  await git('.', 'clone', '--quiet', remote('alice/refs', 'anonymous'), 'refs-too')
  assert.equal(await git('refs-too', 'cat-file', '-t', 'annotated'), 'tag')
  assert.equal(await git('refs-too', 'cat-file', '-t', 'light'), 'commit')
  assert.match(await git('refs-too', 'cat-file', '-p', 'annotated'), /\n\nTold$/)
  await git('refs', 'push', '--quiet', 'origin', '--delete', 'side', 'light', 'annotated')
  assert.deepEqual(await refsOf('alice/refs'), main)
})

transcript('main cannot be deleted, and a protected branch keeps its commits', [], async () => {
  await beginModel('kept')
  const head = await add('kept', 'two.txt', '2')
  await git('kept', 'push', '--quiet')
  assert.match(
    await refusal('kept', 'push', 'origin', '--delete', 'main'),
    /\[remote rejected\] main \(Cannot delete refs\/heads\/main: it is the default branch/,
  )
  const body = JSON.stringify({ protectedBranches: ['main'] })
  await ask('api/models/alice/kept/settings', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body })
  await git('kept', 'reset', '--quiet', '--hard', 'HEAD^')
  assert.match(
    await refusal('kept', 'push', '--force'),
    /\[remote rejected\] main -> main \(refs\/heads\/main is protected: it can be neither deleted nor moved/,
  )
  assert.deepEqual(await refsOf('alice/kept'), { 'refs/heads/main': head })
  await git('kept', 'pull', '--quiet')
  const next = await add('kept', 'three.txt', '3')
  await git('kept', 'push', '--quiet')
  assert.deepEqual(await refsOf('alice/kept'), { 'refs/heads/main': next })
})

for (const version of ['0', '2'])
  transcript(
    `by protocol v${version}, a clone may be shallow and deepened, or partial and filled in later`,
    [],
    async () => {
      const name = `partly-${version}`
      await beginModel(name)
      for (const number of [2, 3, 4]) await add(name, 'one.txt', `text ${number}\n`)
      await git(name, 'push', '--quiet')
      const all = await git(name, 'rev-list', '--count', 'HEAD')
      const clone = (where: string, ...how: string[]) =>
        git('.', 'clone', '--quiet', '--config', `protocol.version=${version}`, ...how, remote(`alice/${name}`), where)
      const count = (where: string) => git(where, 'rev-list', '--count', 'HEAD')

      const shallow = `${name}-shallow`
      await clone(shallow, '--depth=1')
      assert.equal(await count(shallow), '1')
      await git(shallow, 'fetch', '--quiet', '--deepen=2')
      assert.equal(await count(shallow), '3')
      await git(shallow, 'fetch', '--quiet', '--unshallow')
      assert.equal(await count(shallow), all)

      const partial = `${name}-partial`
      await clone(partial, '--filter=blob:none', '--no-checkout')
      assert.equal(await count(partial), all)
      const missing = () => git(partial, 'rev-list', '--objects', '--all', '--missing=print')
      assert.match(await missing(), /^\?[0-9a-f]{40}$/m)
      await git(partial, 'checkout', '--quiet', 'main~1')
      assert.equal(readFileSync(at(partial, 'one.txt'), 'utf8'), 'text 3\n')
      await git(partial, 'checkout', '--quiet', 'main')
      for (const where of [shallow, partial]) {
        assert.deepEqual(await filesOf(where), await filesOf(name))
        await git(where, 'fsck', '--connectivity-only')
      }
    },
  )

const cloned = (from: string) => refusal('.', 'clone', from, 'never')
const pushed = (where: string, to: string) => refusal(where, 'push', to, 'main')

transcript('a private repo opens to its owner’s token alone', [], async () => {
  await beginModel('secret', { private: true })
  const address = `${hub.url}/alice/secret`
  assert.match(await cloned(address), /could not read Username for .*: terminal prompts disabled/)
  assert.match(await cloned(address.replace('//', '//alice:hf_wrong@')), /Authentication failed/)
  const said = async (repo: string, as: Person) => (await cloned(remote(repo, as))).replaceAll(repo, '…')
  assert.match(await said('alice/secret', 'bob'), /repository '.*' not found/)
  // private and missing look alike
  for (const as of ['bob', 'anonymous'] as const)
    assert.equal(await said('alice/secret', as), await said('alice/nothing', as))
  await git('.', 'clone', '--quiet', remote('alice/secret'), 'secret-too')
  assert.deepEqual(await filesOf('secret-too'), await filesOf('secret'))
})

transcript('who may only read, or has a wrong token, pushes nothing', [], async () => {
  const head = await beginModel('readable')
  await add('readable', 'two.txt', '2')
  assert.match(
    await pushed('readable', remote('alice/readable', 'bob')),
    /You don't have the rights to write to alice\/readable/,
  )
  assert.match(await pushed('readable', remote('alice/readable', 'anonymous')), /could not read Username/)
  assert.match(
    await pushed('readable', `${hub.url}/alice/readable`.replace('//', '//alice:hf_wrong@')),
    /Authentication failed/,
  )
  assert.deepEqual(await refsOf('alice/readable'), { 'refs/heads/main': head })
})

transcript('a large file outside LFS is refused by name, with a way out that works', [], async () => {
  const head = await beginModel('large')
  writeRandomFile(at('large/deep/big.txt'), 10 * 1024 * 1024 + 1)
  const digest = await sha256Of(at('large/deep/big.txt'))
  await commit('large', 'Large')
  const said = await refusal('large', 'push')
  assert.match(said, /^remote: .*Files larger than 10 MiB must go through Git LFS or Xet:/m)
  assert.match(said, /^remote: {3}deep\/big\.txt \(10\.0 MiB\)/m)
  const [, advice] = /^remote: +git (lfs migrate import --include="deep\/big\.txt" --everything)/m.exec(said) ?? []
  assert.ok(advice, said)
  assert.deepEqual(await refsOf('alice/large'), { 'refs/heads/main': head })
  await git('large', 'lfs', 'install', '--local')
  await git('large', ...advice.replaceAll('"', '').split(' '), '--yes')
  await git('large', 'push', '--quiet', '--force')
  const answer = await fetch(`${hub.url}/alice/large/resolve/main/deep/big.txt`)
  writeFileSync(at('large.got'), Buffer.from(await answer.arrayBuffer()))
  assert.equal(await sha256Of(at('large.got')), digest)
})

transcript('an LFS pointer whose object was never sent is refused, until it is', [], async () => {
  const head = await beginModel('pointer')
  writeFileSync(at('pointer/weights.bin'), 'weights\n')
  await git('pointer', 'lfs', 'install', '--local')
  const pointed = await commit('pointer', 'Weights')
  assert.match(await git('pointer', 'show', 'HEAD:weights.bin'), /^version https:\/\/git-lfs/)
  // without the hook by which git-lfs sends objects before git pushes
  const said = await refusal('pointer', 'push', '--no-verify')
  assert.match(said, /^remote: {3}weights\.bin: LFS object [0-9a-f]{64}/m)
  assert.match(said, /^remote: {3}git lfs push --all <remote>/m)
  assert.deepEqual(await refsOf('alice/pointer'), { 'refs/heads/main': head })
  await git('pointer', 'lfs', 'push', '--all', 'origin')
  await git('pointer', 'push', '--quiet', '--no-verify')
  assert.deepEqual(await refsOf('alice/pointer'), { 'refs/heads/main': pointed })
  assert.equal(await ask('alice/pointer/resolve/main/weights.bin'), 'weights\n')
})
