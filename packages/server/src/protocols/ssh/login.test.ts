import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { suite, test } from 'node:test'
import ssh2 from 'ssh2'
import { silentLog } from '../../kit/log.ts'
import { closed, makeKey, person, run, startServer } from './ssh-server.suite.ts'

/** Whether the server takes a connection at the moment. */
async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const hasGreeted = await Promise.race([
    once(socket, 'data').then(() => true),
    once(socket, 'close').then(() => false),
  ])
  socket.destroy()
  return hasGreeted
}

const undecided = (): void => {}
const noMethodLeft = { message: /authentication methods failed/ }

suite('logging in by SSH', () => {
  test('takes known keys, whatever the user name, and has no shell', async () => {
    await using hub = await startServer()
    for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
      const key = makeKey(type)
      hub.keys.set(key.fingerprint, person(type))
      const client = await hub.connect({ username: `any-${type}`, privateKey: key.private })
      const stderr = `Hi ${type}! You've successfully authenticated, but Kaihub does not provide shell access.\n`
      assert.deepEqual(await run(client, null), { stdout: '', stderr, code: 1 })
    }
  })

  test('refuses unknown keys, and whatever is no key', async () => {
    await using hub = await startServer()
    await assert.rejects(hub.connect({ privateKey: makeKey().private }), noMethodLeft)
    await assert.rejects(hub.connect({ privateKey: undefined, password: 'secret' }), noMethodLeft)
    await assert.rejects(hub.connect({ privateKey: undefined, tryKeyboard: true }), noMethodLeft)
  })

  test('refuses weak algorithms', async () => {
    await using hub = await startServer()
    for (const algorithms of [
      { kex: ['diffie-hellman-group14-sha1'] },
      { cipher: ['aes128-cbc'] },
      { hmac: ['hmac-sha1'], cipher: ['aes128-ctr'] },
    ])
      await assert.rejects(hub.connect({ algorithms: algorithms as never }), /no matching/)
  })

  test('has an end to trying', async () => {
    await using hub = await startServer({ limits: { sshLoginTries: 3 } })
    const offers = Array.from({ length: 5 }, () => ({ type: 'publickey', username: 'git', key: makeKey().private }))
    await assert.rejects(hub.connect({ authHandler: offers as never }), { message: 'closed' })
  })

  test('must not take long', async () => {
    await using hub = await startServer({ limits: { sshLoginMilliseconds: 50 } })
    const silent = connect(hub.port, '127.0.0.1').resume()
    await once(silent, 'close')
    await assert.rejects(hub.connect({ authHandler: undecided as never }), { message: 'closed' })
  })

  test('bounds the connections of an address, of a person and of all', async () => {
    await using strangers = await startServer({ limits: { sshLoginsPerAddress: 1 } })
    const silent = connect(strangers.port, '127.0.0.1')
    await once(silent, 'data')
    await assert.rejects(strangers.connect())
    silent.end()
    await once(silent, 'close')
    await strangers.connect()
    await strangers.connect()

    await using people = await startServer({ limits: { sshConnectionsPerPerson: 1 } })
    const only = await people.connect()
    await assert.rejects(people.connect(), { message: 'closed' })
    const gone = closed(only)
    only.end()
    await gone

    await using all = await startServer({ limits: { sshConnections: 1 } })
    await all.connect()
    await assert.rejects(all.connect())
  })

  test('counts nobody who left before it was over', async () => {
    const left = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    let calls = 0
    const find = async () => {
      calls += 1
      // the first call is the question whether the key would do, the second the proof
      if (calls === 2) {
        asked.resolve()
        await left.promise
      }
      return person('alice')
    }
    await using hub = await startServer({
      services: { actorByKey: find },
      limits: { sshConnectionsPerPerson: 1, sshConnections: 1 },
    })
    const leaving = new ssh2.Client()
    const gone = closed(leaving)
    leaving
      .on('error', () => {})
      .connect({ host: '127.0.0.1', port: hub.port, username: 'git', privateKey: hub.alice.private })
    await asked.promise
    leaving.destroy()
    await gone
    // there is room for one connection: the next is taken when the server knows that this one went
    while (!(await isTaken(hub.port)));
    left.resolve()
    const tries = Array.from({ length: 100 }, () => () => hub.connect().catch(() => null))
    let client = null
    for (const connect of tries) client ??= await connect()
    assert.ok(client)
  })

  test('fails when the keys cannot be read, and says so in the log', async () => {
    const told: string[] = []
    const log = { ...silentLog, error: (sentence: string) => void told.push(sentence) }
    await using hub = await startServer({
      services: { log, actorByKey: () => Promise.reject(new Error('no database')) },
    })
    await assert.rejects(hub.connect())
    assert.deepEqual(told, ['An SSH key could not be looked up.'])
  })
})
