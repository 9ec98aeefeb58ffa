import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keepHostKey, makePrivateKey, readPrivateKey } from './host-key.ts'

test('the hub keeps one host key, also when two start at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-host-key-'))
  try {
    const keys = await Promise.all([keepHostKey(folder), keepHostKey(folder)])
    keys.push(await keepHostKey(folder))
    assert.equal(new Set(keys.map((key) => key.getPublicSSH().toString('hex'))).size, 1)
    assert.equal(keys[0].type, 'ssh-ed25519')
    assert.equal((await stat(join(folder, 'ssh_host_key'))).mode & 0o777, 0o600)
    await writeFile(join(folder, 'ssh_host_key'), 'nonsense')
    await assert.rejects(keepHostKey(folder), /ssh_host_key is damaged/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('every key that is made can be read', () => {
  for (let i = 0; i < 500; i += 1) assert.ok(readPrivateKey(makePrivateKey()))
})
