/** Large files beside git over HTTP, by git-lfs itself and by huggingface_hub on the same repos. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { clientFolder } from './clients/registry.ts'
import { sha256Of, writeRandomFile } from './files.ts'
import { gitOf } from './git.ts'
import type { Person } from './hub.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile(() => begin())
const { setUp, git, refusal, remote, createRepo, commit } = gitOf(hub)
const at = (...names: string[]) => path.join(hub.work, ...names)
const clone = (repo: string, name: string, as: Person = 'alice') => git('.', 'clone', '--quiet', remote(repo, as), name)
const files = ['weights.bin', 'deep/er/weights.bin']

const begin = async (): Promise<void> => {
  await setUp()
  await git('.', 'lfs', 'install')
  await createRepo('model')
  await hub.admin('org', 'add-member', 'lab', 'bob', '--role', 'write')
  await createRepo('shared', { organization: 'lab' })
}

const assertSame = async (where: string, other: string, names = files): Promise<void> => {
  for (const name of names) assert.equal(await sha256Of(at(where, name)), await sha256Of(at(other, name)), name)
}

/** On a machine of its own, as it comes out of the box: by Xet where it can. */
const hf = (client: 'py1' | 'py2', ...args: string[]) =>
  hub.run(path.join(clientFolder(client), 'bin/hf'), args, { untuned: true, env: { HF_HOME: at(`home-${client}`) } })

transcript('a push brings large files along, and a clone has their bytes', [], async () => {
  await clone('alice/model', 'alice')
  writeRandomFile(at('alice/weights.bin'), 5_000_001)
  writeRandomFile(at('alice/deep/er/weights.bin'), 1_000_000)
  await commit('alice', 'Weights')
  await git('alice', 'push', '--quiet')
  await clone('alice/model', 'somebody', 'anonymous')
  await assertSame('somebody', 'alice')
  await git('somebody', 'lfs', 'fsck')
  const answer = await fetch(`${hub.url}/alice/model/resolve/main/weights.bin`, { method: 'HEAD' })
  assert.equal(answer.headers.get('Content-Length'), '5000001')
  assert.equal(answer.headers.get('X-Linked-Etag'), `"${await sha256Of(at('alice/weights.bin'))}"`)
})

transcript('a clone may leave large files out, and pull them later', [], async () => {
  const env = { GIT_LFS_SKIP_SMUDGE: '1', GIT_CONFIG_NOSYSTEM: '1' }
  await hub.run('git', ['clone', '--quiet', remote('alice/model'), 'pointers'], { env })
  const pointer = readFileSync(at('pointers/weights.bin'), 'utf8')
  const oid = await sha256Of(at('alice/weights.bin'))
  assert.equal(pointer, `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 5000001\n`)
  await git('pointers', 'lfs', 'pull')
  await assertSame('pointers', 'alice')
})

transcript('large files of all branches and times are fetched', [], async () => {
  const old = await sha256Of(at('alice/weights.bin'))
  await git('alice', 'checkout', '--quiet', '-b', 'side')
  writeRandomFile(at('alice/side.bin'), 700_000)
  await commit('alice', 'On the side')
  await git('alice', 'checkout', '--quiet', 'main')
  writeRandomFile(at('alice/weights.bin'), 2_000_000)
  await commit('alice', 'Other weights')
  await git('alice', 'push', '--quiet', 'origin', 'main', 'side')
  await git('.', 'clone', '--quiet', '--bare', remote('alice/model', 'anonymous'), 'all.git')
  await git('all.git', 'lfs', 'fetch', '--all')
  const oids = await git('alice', 'lfs', 'ls-files', '--all', '--long')
  const known = oids.split('\n').map((line) => line.split(' ')[0]!)
  assert.equal(new Set(known).size, 4)
  assert.ok(known.includes(old))
  for (const oid of known)
    assert.equal(await sha256Of(at('all.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid)), oid)
})

for (const client of ['py1', 'py2'] as const) {
  const library = `huggingface_hub ${client.slice(2)}.x`

  transcript(`${library} downloads what git-lfs pushed`, [client], async () => {
    await hf(client, 'download', 'alice/model', '--local-dir', at(`down-${client}`))
    await assertSame(`down-${client}`, 'alice')
  })

  transcript(`git-lfs pulls what ${library} uploaded in chunks`, [client], async () => {
    const file = `by-${client}.safetensors`
    writeRandomFile(at(file), 30_000_007)
    await hf(client, 'upload', 'alice/model', at(file), file)
    const head = await fetch(`${hub.url}/alice/model/resolve/main/${file}`, { method: 'HEAD' })
    assert.match(head.headers.get('X-Xet-Hash') ?? '', /^[0-9a-f]{64}$/)
    await git('alice', 'pull', '--quiet')
    await assertSame('alice', '.', [file])
    assert.equal(await git('alice', 'status', '--porcelain'), '')
    await clone('alice/model', `after-${client}`, 'anonymous')
    await assertSame(`after-${client}`, 'alice', [...files, file])
  })
}

/** Two clones, and bob has locked a file of both. */
const lockByBob = async (): Promise<void> => {
  await clone('lab/shared', 'ours')
  for (const name of ['locked.bin', 'free.bin']) writeRandomFile(at('ours', name), 10_000)
  await commit('ours', 'Ours')
  await git('ours', 'push', '--quiet')
  await clone('lab/shared', 'of-bob', 'bob')
  await git('of-bob', 'lfs', 'lock', 'locked.bin')
}

transcript('a file that somebody else has locked is not pushed, whether the client looks or not', [], async () => {
  await lockByBob()
  writeRandomFile(at('ours/locked.bin'), 10_000)
  await commit('ours', 'Not ours to change')
  const looked = await refusal('ours', '-c', 'lfs.locksverify=true', 'push')
  assert.match(looked, /Unable to push locked files:\n\* locked[.]bin - bob/)
  const unlooked = await refusal('ours', '-c', 'lfs.locksverify=false', 'push')
  assert.match(unlooked, /\[remote rejected\] main -> main \("locked[.]bin" is locked by bob[.]/)
  await git('of-bob', 'fetch', '--quiet')
  assert.equal(await git('of-bob', 'rev-parse', 'origin/main'), await git('ours', 'rev-parse', 'HEAD~1'))
  // its owner may, and after the unlocking anybody
  writeFileSync(at('of-bob/locked.bin'), 'by bob')
  await commit('of-bob', 'By its owner')
  await git('of-bob', 'push', '--quiet')
  await git('of-bob', 'lfs', 'unlock', 'locked.bin')
  await git('ours', 'reset', '--quiet', '--hard', 'HEAD~1')
  await git('ours', 'pull', '--quiet')
  assert.equal(readFileSync(at('ours/locked.bin'), 'utf8'), 'by bob')
  writeFileSync(at('ours/locked.bin'), 'by alice')
  await commit('ours', 'Free again')
  await git('ours', 'push', '--quiet')
})

transcript('a pointer without its bytes is not pushed, and the person is told which', [], async () => {
  writeRandomFile(at('ours/missing.bin'), 10_000)
  await commit('ours', 'Without bytes')
  rmSync(at('ours/.git/hooks/pre-push'))
  assert.match(await refusal('ours', 'push'), /remote: {3}missing[.]bin: LFS object [0-9a-f]{64}/)
  await git('ours', 'lfs', 'push', 'origin', 'main')
  await git('ours', 'push', '--quiet')
  await git('of-bob', 'pull', '--quiet')
  await assertSame('of-bob', 'ours', ['missing.bin'])
})
