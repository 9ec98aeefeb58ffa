import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startAccounts, type AccountsHub } from '../features/accounts/accounts.suite.ts'
import { org } from './org.ts'
import { token } from './token.ts'
import { user } from './user.ts'
import { runVerb, type Desk, type Noun } from './verbs.ts'

const nouns: Record<string, Noun> = { user, org, token }

/** Runs one command line as the command would, with what it read and wrote. */
async function run(hub: AccountsHub, line: string, input = '') {
  const [out, told]: [string[], string[]] = [[], []]
  const [noun = '', ...args] = line.split(' ')
  const status = await runVerb(nouns[noun]!, args, {
    accounts: hub.accounts,
    // these nouns never ask for repos
    repos: {} as Desk['repos'],
    print: (text) => out.push(text),
    tell: (text) => told.push(text),
    readStandardInput: async () => input,
    now: () => new Date('2026-11-22T10:00:00.000Z'),
  })
  return { status, out, told: told.join('\n') }
}

suite('kaihub user', () => {
  test('creates people with a one-time password or a given one', async () => {
    await using hub = await startAccounts()
    const made = await run(hub, 'user create alice --email alice@example.org --admin')
    assert.equal(made.status, 0)
    assert.equal(made.out.length, 1)
    const login = { name: 'alice', password: made.out[0]!, address: null, userAgent: '' }
    await assert.rejects(hub.accounts.login(login), { code: 'AccessDenied' })
    const given = await run(hub, 'user create bob --password-stdin', 'correct horse\n')
    assert.deepEqual([given.status, given.out], [0, []])
    await hub.login('bob')
    const list = await run(hub, 'user list')
    assert.deepEqual(
      list.out.map((row) => row.split('\t').slice(0, 3)),
      [
        ['alice', 'admin', 'alice@example.org'],
        ['bob', 'user', '-'],
      ],
    )
  })

  test('sets passwords and deletes people', async () => {
    await using hub = await startAccounts()
    await hub.createUser('bob')
    assert.equal((await run(hub, 'user set-password bob')).out[0]!.length, 20)
    await assert.rejects(hub.login('bob'), { code: 'InvalidCredentials' })
    assert.equal((await run(hub, 'user set-password bob --password-stdin', 'correct horse\r\n')).status, 0)
    await hub.login('bob')
    assert.equal((await run(hub, 'user set-password bob --password-stdin', 'short\n')).status, 1)
    assert.equal((await run(hub, 'user delete bob')).status, 0)
    assert.deepEqual((await run(hub, 'user list')).out, [])
    const missing = await run(hub, 'user delete bob')
    assert.deepEqual([missing.status, missing.told], [1, 'There is no user "bob".'])
  })

  test('explains what it did not understand', async () => {
    await using hub = await startAccounts()
    const wrong = ['user', 'user toString', 'user create', 'user create a b', 'user create a --strange', 'user list x']
    for (const line of wrong) {
      const { status, out, told } = await run(hub, line)
      assert.deepEqual([status, out], [2, []], line)
      assert.match(told, /Usage:/)
    }
    assert.equal((await run(hub, 'user create api')).status, 1)
  })
})

test('kaihub org looks after organizations', async () => {
  await using hub = await startAccounts()
  for (const name of ['alice', 'bob']) await hub.createUser(name)
  assert.equal((await run(hub, 'org create lab')).status, 2)
  assert.equal((await run(hub, 'org create lab --admin alice --default-visibility secret')).status, 2)
  assert.equal((await run(hub, 'org create lab --admin alice --default-visibility private')).status, 0)
  assert.match((await run(hub, 'org list')).out[0]!, /^lab\tprivate\t/)
  assert.equal((await run(hub, 'org add-member lab bob --role owner')).status, 2)
  assert.equal((await run(hub, 'org add-member lab bob --role contributor')).status, 0)
  const { members } = await hub.accounts.listMembers('lab', { after: null, limit: 10 })
  assert.deepEqual(
    members.map(({ name, role }) => [name, role]),
    [
      ['alice', 'admin'],
      ['bob', 'contributor'],
    ],
  )
  assert.equal((await run(hub, 'org remove-member lab alice')).status, 1)
  assert.equal((await run(hub, 'org remove-member lab bob')).status, 0)
  assert.equal((await run(hub, 'org delete lab')).status, 0)
})

test('kaihub token prints the token alone, and it works', async () => {
  await using hub = await startAccounts()
  await hub.createUser('alice')
  const made = await run(hub, 'token create --user alice --role write --name ci --expires 1')
  assert.deepEqual([made.status, made.told, made.out.length], [0, '', 1])
  assert.equal((await hub.ask({ path: '/api/whoami-v2', token: made.out[0]! })).status, 200)
  const fine = await run(hub, 'token create --user alice --scope model:alice/one:repo.write,repo.content.read')
  const { body } = await hub.ask({ path: '/api/whoami-v2', token: fine.out[0]! })
  const { auth } = body as { auth: { accessToken: { role: string; fineGrained: { scoped: object[] } } } }
  assert.equal(auth.accessToken.role, 'fineGrained')
  assert.deepEqual(auth.accessToken.fineGrained.scoped, [
    { entity: { type: 'model', name: 'alice/one' }, permissions: ['repo.write', 'repo.content.read'] },
  ])
  const wrong = ['--role write', '--user alice', '--user alice --role god', '--user alice --role read --expires soon']
  for (const options of [...wrong, '--user alice --scope model:alice/one', '--user alice --scope god:alice:repo.write'])
    assert.equal((await run(hub, `token create ${options}`)).status, 2, options)
  assert.equal((await run(hub, 'token create --user nobody --role read')).status, 1)
  const [newest] = (await run(hub, 'token list --user alice')).out
  const [id, role, lastFour] = newest!.split('\t')
  assert.deepEqual([role, lastFour], ['fineGrained', `…${fine.out[0]!.slice(-4)}`])
  assert.equal((await run(hub, `token revoke ${id} --user alice`)).status, 0)
  assert.equal((await hub.ask({ path: '/api/whoami-v2', token: fine.out[0]! })).status, 401)
})
