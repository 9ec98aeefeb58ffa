import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { fastFolder } from '../../../testing/fast-folder.ts'
import { commitOk, createRepo, file, header, json } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'

const run = promisify(execFile)
const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

type Commit = { id: string; signedBy: string | null }

test('a commit made over HTTP is signed by the hub, and git believes it', async (t) => {
  await using hub = await startTestHub()
  const folder = await mkdtemp(join(await fastFolder(), 'kaihub-signing-'))
  t.after(() => rm(folder, { recursive: true }))
  const git = (...args: string[]) => run('git', ['-C', folder, ...args], { env })
  const alice = await hub.person('alice')
  await createRepo(hub, alice, 'model')
  const id = await commitOk(hub, 'alice/model', [header('Signed ✓'), file('a.txt', 'a')], { as: alice })

  const { allowedSigner } = await json<{ allowedSigner: string }>(hub.fetch('/api/signing-key'))
  await writeFile(join(folder, 'signers'), `${allowedSigner}\n`)
  await git('clone', '--quiet', '--bare', `${hub.url}/alice/model`, 'model.git')
  const believing = ['-C', 'model.git', '-c', `gpg.ssh.allowedSignersFile=${join(folder, 'signers')}`]
  const { stderr } = await git(...believing, 'verify-commit', id)
  assert.match(stderr, /Good "git" signature for .*@users\.noreply\./)

  const key = join(folder, 'key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const who = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org']
  const signing = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`]
  await git('-C', 'model.git', 'worktree', 'add', '--quiet', join(folder, 'work'), 'main')
  await git('-C', 'work', ...who, ...signing, 'commit', '--quiet', '--allow-empty', '-S', '-m', 'By Bob')
  await git('-C', 'work', ...who, 'commit', '--quiet', '--allow-empty', '-m', 'By nobody')
  const address = `${hub.url.replace('//', `//alice:${alice.token}@`)}/alice/model`
  await git('-C', 'work', 'push', '--quiet', address, 'HEAD:main')
  const commits = await json<Commit[]>(hub.fetch('/api/models/alice/model/commits/main'))
  assert.deepEqual(
    commits.map((commit) => commit.signedBy),
    [null, 'somebody', 'hub', 'hub'],
  )
})
