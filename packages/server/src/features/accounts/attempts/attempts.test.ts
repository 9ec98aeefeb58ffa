import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts } from '../accounts.suite.ts'
import { sourceOf } from '../../../kit/address-source.ts'

const signUp = (name: string, address: string | null) => ({ name, password: 'correct horse', address })

suite('guessing passwords', () => {
  test('from one address does not lock a person out elsewhere', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 3 } })
    await hub.createUser('alice')
    const from = (address: string, password: string) =>
      hub.accounts.login({ name: 'alice', password, address, userAgent: '' })
    for (let n = 0; n < 3; n++) await assert.rejects(from('10.0.0.1', 'wrong'), { code: 'InvalidCredentials' })
    await assert.rejects(from('10.0.0.1', hub.password), { code: 'RateLimited' })
    assert.equal((await from('10.0.0.2', hub.password)).user.name, 'alice')
  })

  test('of one person from many addresses ends as well, later', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 1, loginFailuresPerAccount: 4 } })
    await hub.createUser('alice')
    const from = (n: number, password: string) =>
      hub.accounts.login({ name: 'Alice', password, address: `10.0.0.${n}`, userAgent: '' })
    for (let n = 0; n < 4; n++) await assert.rejects(from(n, 'wrong'), { code: 'InvalidCredentials' })
    await assert.rejects(from(9, hub.password), { code: 'RateLimited' })
    hub.advance(300)
    await from(9, hub.password)
  })

  test('is not helped by an IPv6 network full of addresses', async () => {
    await using hub = await startAccounts({ limits: { loginFailures: 2 } })
    const from = (address: string, name: string) =>
      hub.accounts.login({ name, password: 'wrong', address, userAgent: '' })
    await assert.rejects(from('2001:db8::1', 'a'), { code: 'InvalidCredentials' })
    await assert.rejects(from('2001:db8:0:0:ffff::2', 'b'), { code: 'InvalidCredentials' })
    await assert.rejects(from('2001:db8:0:0:1:2:3:4', 'c'), { code: 'RateLimited' })
    await assert.rejects(from('2001:db8:0:1::1', 'd'), { code: 'InvalidCredentials' })
  })
})

test('an address stands for one subscriber', () => {
  const sources = {
    '192.0.2.7': '192.0.2.7',
    '::ffff:192.0.2.7': '192.0.2.7',
    '::FFFF:192.0.2.7': '192.0.2.7',
    '2001:DB8::1': '2001:db8:0:0::/64',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
    '::1': '0:0:0:0::/64',
    'fe80::1%eth0': 'fe80:0:0:0::/64',
    '1::2:3:4:5:6:7': '1:0:2:3::/64',
    'not an address': 'not an address',
  }
  for (const [address, source] of Object.entries(sources)) assert.equal(sourceOf(address), source)
})

suite('signing up', () => {
  test('is limited per address, whether it succeeds or not', async () => {
    await using hub = await startAccounts({ limits: { signUpsPerAddress: 3, signUpWindowSeconds: 60 } })
    await hub.accounts.signUp(signUp('a', '10.0.0.1'))
    await assert.rejects(hub.accounts.signUp(signUp('a', '10.0.0.1')), { code: 'NameTaken' })
    await hub.accounts.signUp(signUp('b', '10.0.0.1'))
    hub.advance(20)
    await assert.rejects(hub.accounts.signUp(signUp('c', '10.0.0.1')), {
      code: 'RateLimited',
      detail: { retrySeconds: 40 },
    })
    await hub.accounts.signUp(signUp('d', '10.0.0.2'))
    await hub.accounts.signUp(signUp('e', null))
    hub.advance(40)
    await hub.accounts.signUp(signUp('c', '10.0.0.1'))
  })

  test('over HTTP counts the address of the socket', async () => {
    await using hub = await startAccounts({ limits: { signUpsPerAddress: 1 } })
    const status = async (name: string) => {
      const json = { name, password: hub.password }
      return hub.ask({ method: 'POST', path: '/api/signup', json })
    }
    assert.equal((await status('a')).status, 201)
    const refused = await status('b')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '3600')
    assert.equal(await hub.accounts.findUser('b'), null)
  })

  test('does not keep those who have an account from logging in', async () => {
    await using hub = await startAccounts({ limits: { signUpsPerAddress: 1, loginFailures: 1 } })
    await hub.accounts.signUp(signUp('a', '10.0.0.1'))
    await assert.rejects(hub.accounts.signUp(signUp('b', '10.0.0.1')), { code: 'RateLimited' })
    await hub.accounts.login({ ...signUp('a', '10.0.0.1'), userAgent: '' })
  })
})
