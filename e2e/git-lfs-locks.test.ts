/** File locks, by git-lfs itself. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hubOfThisFile, transcript } from './transcript.ts'

type Name = 'alice' | 'bob'
type Lock = { id: string; path: string; owner: { name: string }; locked_at: string }

const hub = hubOfThisFile(() => startTogether())
const git = (name: Name, ...args: string[]) => hub.run('git', args, { cwd: path.join(hub.work, name) })
const refusal = async (name: Name, ...args: string[]) => {
  const { stdout, stderr } = await hub.run('git', args, { cwd: path.join(hub.work, name), fails: true })
  return stdout + stderr
}
const locks = async (name: Name, ...args: string[]): Promise<Lock[]> =>
  JSON.parse((await git(name, 'lfs', 'locks', '--json', ...args)).stdout)
const paths = (found: Lock[]) => found.map((lock) => `${lock.path} ${lock.owner.name}`).toSorted()

/** Two people with a clone each of a repo of their organization. */
const startTogether = async (): Promise<void> => {
  await hub.admin('org', 'add-member', 'lab', 'bob', '--role', 'write')
  const answer = await fetch(`${hub.url}/api/repos/create`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${hub.tokens.alice}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'shared', organization: 'lab' }),
  })
  assert.equal(answer.status, 200)
  for (const name of ['alice', 'bob'] as const) {
    const folder = path.join(hub.work, name)
    mkdirSync(folder)
    await git(name, 'init', '--quiet', '--initial-branch', 'main')
    const remote = new URL('/lab/shared', hub.url)
    Object.assign(remote, { username: name, password: hub.tokens[name] })
    await git(name, 'remote', 'add', 'origin', remote.href)
    await git(name, 'config', 'user.name', name)
    await git(name, 'config', 'user.email', `${name}@example.org`)
    for (const file of ['one.safetensors', 'two.safetensors']) writeFileSync(path.join(folder, file), 'weights')
    await git(name, 'add', '.')
    await git(name, 'commit', '--quiet', '--message', 'Weights')
  }
}

transcript('a file that one person locked is theirs, and the others hear whose', [], async () => {
  await git('bob', 'lfs', 'lock', 'one.safetensors')
  assert.match(await refusal('alice', 'lfs', 'lock', 'one.safetensors'), /is locked by bob already/)
  assert.match(await refusal('bob', 'lfs', 'lock', 'one.safetensors'), /is locked by bob already/)
  await git('alice', 'lfs', 'lock', 'two.safetensors')
  for (const name of ['alice', 'bob'] as const)
    assert.deepEqual(paths(await locks(name)), ['one.safetensors bob', 'two.safetensors alice'])
  const [found] = await locks('alice', '--path', 'one.safetensors')
  assert.ok(Date.now() - Date.parse(found!.locked_at) < 3_600_000)
  const verified = await git('alice', 'lfs', 'locks', '--verify')
  assert.match(verified.stdout, /^ {2}one[.]safetensors\s+bob/m)
  assert.match(verified.stdout, /^O two[.]safetensors\s+alice/m)
})

transcript('one unlocks one’s own files; an administrator those of others, by force', [], async () => {
  await git('alice', 'lfs', 'unlock', 'two.safetensors')
  assert.match(await refusal('alice', 'lfs', 'unlock', 'one.safetensors'), /locked by bob/)
  await git('alice', 'lfs', 'unlock', '--force', 'one.safetensors')
  assert.deepEqual(await locks('bob'), [])
})
