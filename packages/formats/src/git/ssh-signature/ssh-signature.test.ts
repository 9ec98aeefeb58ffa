import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { decodeCommit, encodeCommit, signCommit, signSsh, sshPublicKey } from '../index.ts'
import type { Commit } from '../index.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519').privateKey
const author = { name: 'Kaihub', email: 'hub@example.org', at: new Date(1_700_000_000_000) }

// the configuration of whoever runs the tests is not ours
const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

let folder: string
let commit: Commit
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kaihub-signature-'))
  git('init', '--quiet', '--bare', '.')
  await writeFile(path.join(folder, 'signers'), `hub@example.org namespaces="git" ${sshPublicKey(privateKey)}\n`)
  const tree = git('hash-object', '-w', '-t', 'tree', '--stdin').trim()
  commit = { tree, parents: [], author, committer: author, message: 'Signed ✓\n\nby the hub\n' }
})
after(() => rm(folder, { recursive: true, force: true }))

const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, env, input: '', encoding: 'utf8' })

/** What git says of a commit with these bytes: the status of verify-commit and its words. */
function verify(body: Buffer): { status: number | null; words: string } {
  const args = ['hash-object', '-w', '-t', 'commit', '--stdin']
  const oid = execFileSync('git', args, { cwd: folder, env, input: body, encoding: 'utf8' }).trim()
  const config = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${path.join(folder, 'signers')}`]
  const { status, stdout, stderr } = spawnSync('git', [...config, 'verify-commit', oid], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { status, words: stdout + stderr }
}

describe('signed commits', () => {
  it('are good to git', () => {
    const { status, words } = verify(signCommit(commit, privateKey))
    assert.match(words, /Good "git" signature for hub@example\.org with ED25519 key/)
    assert.equal(status, 0)
  })

  it('may be made by hand', () => {
    const signature = signSsh(encodeCommit(commit), privateKey)
    assert.equal(verify(encodeCommit({ ...commit, extraHeaders: [['gpgsig', signature]] })).status, 0)
  })

  it('keep their other headers and lose old signatures', () => {
    const once = decodeCommit(signCommit({ ...commit, extraHeaders: [['encoding', 'UTF-8']] }, stranger))
    const body = signCommit({ ...once, message: 'another' }, privateKey)
    assert.equal(verify(body).status, 0)
    assert.deepEqual(
      decodeCommit(body).extraHeaders.map(([name]) => name),
      ['encoding', 'gpgsig'],
    )
  })

  it('are bad to git when changed or by a stranger', () => {
    const signed = signCommit(commit, privateKey)
    assert.notEqual(verify(Buffer.from(signed.toString().replace('by the hub', 'by no one'))).status, 0)
    assert.notEqual(verify(signCommit(commit, stranger)).status, 0)
  })
})

describe('keys', () => {
  it('have one public line, from either half', () => {
    assert.equal(sshPublicKey(publicKey), sshPublicKey(privateKey))
    assert.match(sshPublicKey(privateKey), /^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/)
  })

  it('are Ed25519', () => {
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    assert.throws(() => sshPublicKey(key), assert.AssertionError)
    assert.throws(() => signSsh(Buffer.from('x'), key), assert.AssertionError)
  })
})
