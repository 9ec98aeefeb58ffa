import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { checkKey } from './check-key.ts'
import { readPrivateKey } from './host-key.ts'
import { makeKey, person, type Key } from './ssh-server.suite.ts'

const alice = person('alice')
const blob = Buffer.from('what is signed: the session, then the request')

function attempt(key: Key, hashAlgo?: string) {
  const parsed = readPrivateKey(key.private)!
  const offer = { key: { algo: parsed.type as string, data: parsed.getPublicSSH() } }
  return { ...offer, blob, signature: parsed.sign(blob, hashAlgo), ...(hashAlgo && { hashAlgo }) }
}

const anyone = async () => alice
const knows = (key: Key) => async (fingerprint: string) => (fingerprint === key.fingerprint ? alice : null)

suite('a key that is offered', () => {
  test('is that of its person, when it signs', async () => {
    const keys = [makeKey('ed25519'), makeKey('ecdsa')]
    for (const key of keys) {
      const login = { fingerprint: key.fingerprint, actor: alice }
      assert.deepEqual(await checkKey(attempt(key), knows(key)), login)
      const { signature, ...question } = attempt(key)
      assert.ok(signature)
      assert.deepEqual(await checkKey(question, knows(key)), login)
    }
  })

  test('must be known, and sign the very request', async () => {
    const [key, other] = [makeKey(), makeKey()]
    const good = attempt(key)
    assert.equal(await checkKey(good, knows(other)), null)
    const bad = [
      { ...good, blob: Buffer.from('another session') },
      { ...good, blob: undefined },
      { ...good, signature: attempt(other).signature },
      { ...good, signature: Buffer.alloc(64) },
      { ...good, signature: Buffer.alloc(0) },
      { ...good, signature: Buffer.from('nonsense') },
    ]
    for (const each of bad) assert.equal(await checkKey(each as typeof good, knows(key)), null)
  })

  test('of RSA must sign with SHA-2', async () => {
    const key = makeKey('rsa')
    for (const hash of ['sha256', 'sha512']) assert.ok(await checkKey(attempt(key, hash), knows(key)), hash)
    const { signature } = attempt(key, 'sha1')
    const { hashAlgo: _, ...old } = attempt(key, 'sha256')
    assert.equal(await checkKey({ ...old, signature }, knows(key)), null)
  })

  test('must be what it says, of a kind we know', async () => {
    const good = attempt(makeKey())
    const offers = [
      { algo: 'ecdsa-sha2-nistp256', data: good.key.data },
      { algo: 'sk-ssh-ed25519@openssh.com', data: good.key.data },
      { algo: 'ssh-dss', data: good.key.data },
      { algo: 'ssh-ed25519', data: good.key.data.subarray(0, 40) },
      { algo: 'ssh-ed25519', data: Buffer.from(makeKey().private) },
      { algo: 'ssh-ed25519', data: Buffer.alloc(0) },
    ]
    for (const key of offers) assert.equal(await checkKey({ ...good, key }, anyone), null, key.algo)
  })
})
