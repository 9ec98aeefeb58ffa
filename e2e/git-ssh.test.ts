/** Git over SSH, by OpenSSH, git and git-lfs themselves. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sha256Of, writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

type Name = 'alice' | 'bob'
const names = ['alice', 'bob'] as const

const hub = hubOfThisFile(() => giveKeys())
const keyOf = (name: Name | 'stranger') => path.join(hub.work, `${name}.key`)
const at = (...parts: string[]) => path.join(hub.work, ...parts)
const remote = (repo: string) => `ssh://git@127.0.0.1:${hub.sshPort}/${repo}.git`

const sshOptions = (name: Name | 'stranger'): string[] => {
  const options = ['IdentitiesOnly=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR']
  return ['-F', '/dev/null', '-i', keyOf(name), ...options.flatMap((option) => ['-o', option])]
}

type More = { cwd?: string; fails?: boolean; ssh?: string[]; env?: Record<string, string> }

const git = (name: Name, args: string[], { cwd = hub.work, fails = false, ssh = [], env = {} }: More = {}) =>
  hub.run('git', args, {
    cwd,
    fails,
    env: {
      GIT_SSH_COMMAND: ['ssh', ...sshOptions(name), ...ssh].join(' '),
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: `${name}@example.org`,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: `${name}@example.org`,
      ...env,
    },
  })

const ssh = (name: Name | 'stranger', args: string[], options: { fails?: boolean } = {}) =>
  hub.run('ssh', [...sshOptions(name), '-p', String(hub.sshPort), 'git@127.0.0.1', ...args], options)

const post = (where: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
  fetch(hub.url + where, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** As on the page of one's settings: a key is added by who logged in with a password, not with a token. */
const addKey = async (name: Name): Promise<void> => {
  const oneTime = await hub.admin('user', 'set-password', name)
  const login = await post('/api/login', { name, password: oneTime, newPassword: `${name} has a password` }, {})
  assert.equal(login.status, 200)
  const cookie = login.headers.getSetCookie().map((line) => line.split(';')[0]!)
  const publicKey = readFileSync(`${keyOf(name)}.pub`, 'utf8')
  const headers = { Cookie: cookie.join('; '), Origin: hub.url }
  const added = await post('/api/settings/ssh-keys', { publicKey }, headers)
  assert.equal(added.status, 201, await added.text())
}

const createRepo = async (body: Record<string, unknown>): Promise<void> => {
  const answer = await post('/api/repos/create', body, { Authorization: `Bearer ${hub.tokens.alice}` })
  assert.equal(answer.status, 200)
}

const giveKeys = async (): Promise<void> => {
  for (const [name, type] of [
    ['alice', 'ed25519'],
    ['bob', 'rsa'],
    ['stranger', 'ecdsa'],
  ] as const)
    await hub.run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', name, '-f', keyOf(name)])
  for (const name of names) await addKey(name)
  await git('alice', ['lfs', 'install'])
  await createRepo({ name: 'model' })
  await createRepo({ name: 'rows', type: 'dataset', organization: 'lab' })
  await createRepo({ name: 'secret', private: true })
}

transcript('ssh says who one is, and offers no shell', [], async () => {
  for (const name of names) {
    const { stderr, code } = await ssh(name, [], { fails: true })
    assert.match(
      stderr,
      new RegExp(`^Hi ${name}! You've successfully authenticated, but Kaihub does not provide shell`, 'm'),
    )
    assert.equal(code, 1)
  }
  const stranger = await ssh('stranger', [], { fails: true })
  assert.match(stranger.stderr, /Permission denied [(]publickey[)]/)
  const command = await ssh('alice', ['cat', '/etc/passwd'], { fails: true })
  assert.deepEqual([command.stdout, command.code], ['', 128])
})

transcript('a repo is cloned, changed and pushed, and others see it', [], async () => {
  await git('alice', ['clone', '--quiet', remote('alice/model'), 'one'])
  const one = { cwd: at('one') }
  assert.ok(existsSync(at('one/.gitattributes')))
  writeFileSync(at('one/notes.txt'), 'by SSH\n')
  writeFileSync(at('one/it’s.txt'), 'a name\n')
  await git('alice', ['add', '.'], one)
  await git('alice', ['commit', '--quiet', '-m', 'Notes'], one)
  await git('alice', ['push', '--quiet', 'origin', 'HEAD'], one)
  const text = await fetch(`${hub.url}/alice/model/resolve/main/notes.txt`)
  assert.equal(await text.text(), 'by SSH\n')
  // anybody with a key reads what is public, by the scp-like form too, and with the oldest protocol
  for (const version of ['0', '1', '2']) {
    const args = [
      '-c',
      `protocol.version=${version}`,
      'clone',
      '--quiet',
      'git@127.0.0.1:alice/model',
      `bob-${version}`,
    ]
    await git('bob', args, { ssh: ['-p', String(hub.sshPort)] })
    assert.equal(readFileSync(at(`bob-${version}`, 'notes.txt'), 'utf8'), 'by SSH\n')
  }
  await git('alice', ['pull', '--quiet'], one)
  await git('alice', ['push', '--quiet', 'origin', 'HEAD:refs/heads/side'], one)
  await git('alice', ['push', '--quiet', 'origin', '--delete', 'side'], one)
  const { stdout } = await git('alice', ['ls-remote', 'origin'], one)
  assert.doesNotMatch(stdout, /side/)
})

transcript('who may not write is told so, and who may not read is told nothing', [], async () => {
  await git('bob', ['clone', '--quiet', remote('datasets/lab/rows'), 'rows'])
  writeFileSync(at('rows/mine.txt'), 'mine\n')
  await git('bob', ['add', '.'], { cwd: at('rows') })
  await git('bob', ['commit', '--quiet', '-m', 'Mine'], { cwd: at('rows') })
  const push = await git('bob', ['push', 'origin', 'HEAD'], { cwd: at('rows'), fails: true })
  assert.match(push.stderr, /kaihub: You don't have the rights to write to lab\/rows/)
  const said = []
  for (const repo of ['alice/secret', 'alice/none', 'nobody/none', '../../etc']) {
    const { stderr } = await git('bob', ['clone', remote(repo), 'never'], { fails: true })
    said.push(stderr.replaceAll(/Cloning into.*\n/g, ''))
  }
  assert.match(said[0]!, /kaihub: Repository not found/)
  assert.equal(new Set(said).size, 1)
  await git('alice', ['clone', '--quiet', remote('alice/secret'), 'secret'])
})

transcript('large files go up and down beside a push over SSH', [], async () => {
  await git('alice', ['clone', '--quiet', remote('alice/secret'), 'weights'])
  const cwd = at('weights')
  mkdirSync(at('weights/part'))
  writeRandomFile(at('weights/part/model.safetensors'), 3_000_000)
  await git('alice', ['add', '.'], { cwd })
  await git('alice', ['commit', '--quiet', '-m', 'Weights'], { cwd })
  await git('alice', ['push', '--quiet', 'origin', 'HEAD'], { cwd })
  await git('alice', ['clone', '--quiet', remote('alice/secret'), 'again'])
  const file = 'part/model.safetensors'
  assert.equal(await sha256Of(at('again', file)), await sha256Of(at('weights', file)))
})

transcript('a large history survives new keys on the way, and a client that leaves', [], async () => {
  await git('alice', ['clone', '--quiet', remote('alice/model'), 'large'])
  const cwd = at('large')
  for (let i = 0; i < 8; i += 1) writeRandomFile(at(`large/noise-${i}.txt`), 2_000_000)
  await git('alice', ['add', '.'], { cwd })
  await git('alice', ['commit', '--quiet', '-m', 'Noise'], { cwd })
  const rekey = { ssh: ['-o', 'RekeyLimit=1M'] }
  await git('alice', ['push', '--quiet', 'origin', 'HEAD:refs/heads/noise'], { cwd, ...rekey })
  await git('alice', ['clone', '--quiet', '--branch', 'noise', remote('alice/model'), 'larger'], rekey)
  assert.equal(await sha256Of(at('larger/noise-7.txt')), await sha256Of(at('large/noise-7.txt')))
  // the stream is cut after its first bytes
  const cut = `ssh ${sshOptions('alice').join(' ')} -p ${hub.sshPort} git@127.0.0.1 "git-upload-pack 'alice/model'" | head -c 1`
  await hub.run('sh', ['-c', cut])
  await ssh('alice', [], { fails: true })
})
