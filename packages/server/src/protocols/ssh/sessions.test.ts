import assert from 'node:assert/strict'
import { once } from 'node:events'
import { suite, test } from 'node:test'
import type { Client, ClientChannel } from 'ssh2'
import { HubError } from '../../kit/errors.ts'
import { silentLog } from '../../kit/log.ts'
import { closed, finish, noise, open, person, run, startServer } from './ssh-server.suite.ts'
import type { GitSessions } from './session.ts'

type Session = Parameters<GitSessions['uploadPack']>[0]

suite('commands over SSH', () => {
  test('reach git with the person, the repo, the protocol and the input', async () => {
    await using hub = await startServer()
    const client = await hub.connect()
    const answer = await run(client, "git-upload-pack '/datasets/alice/rows.git'", 'input', {
      GIT_PROTOCOL: 'version=2',
    })
    assert.deepEqual(answer, { stdout: 'alice dataset alice/rows version=2\ninput', stderr: '', code: 0 })
    const push = await run(client, 'git-receive-pack alice/bert')
    assert.deepEqual(push, { stdout: 'alice model alice/bert -\n', stderr: '', code: 0 })
  })

  test('take nothing else from the environment', async () => {
    await using hub = await startServer()
    const client = await hub.connect()
    const values = ['version=2:key=value', 'version', 'version=2;id', 'version=2\n', '']
    const seen = []
    for (const GIT_PROTOCOL of values)
      seen.push((await run(client, 'git-upload-pack a/b', '', { GIT_PROTOCOL, LD_PRELOAD: 'x' })).stdout)
    assert.deepEqual(seen, ['alice model a/b version=2:key=value\n', ...Array(4).fill('alice model a/b -\n')])
  })

  test('give git-lfs what it needs', async () => {
    await using hub = await startServer()
    const { stdout, code } = await run(await hub.connect(), 'git-lfs-authenticate alice/bert.git download')
    const header = { Authorization: 'alice download' }
    assert.deepEqual(JSON.parse(stdout), { href: 'http://127.0.0.1/model/alice/bert', header, expires_in: 60 })
    assert.equal(code, 0)
  })

  test('that fail say why on standard error', async () => {
    const told: unknown[] = []
    const log = { ...silentLog, error: (sentence: string) => void told.push(sentence) }
    await using hub = await startServer({
      services: { log },
      git: {
        uploadPack: () => Promise.reject(new HubError('RepoNotFound', 'Repository not found')),
        receivePack: () => Promise.reject(new Error('a secret of ours')),
      },
    })
    const client = await hub.connect()
    const missing = await run(client, 'git-upload-pack alice/bert')
    assert.deepEqual(missing, { stdout: '', stderr: 'kaihub: Repository not found\n', code: 128 })
    assert.deepEqual(told, [])
    const broken = await run(client, 'git-receive-pack alice/bert')
    assert.equal(broken.stderr, 'kaihub: Something failed here; the log of the hub says more.\n')
    assert.deepEqual(told, ['An SSH command failed.'])
    const transfer = await run(client, 'git-lfs-transfer alice/bert upload')
    assert.equal(transfer.code, 128)
    assert.match(transfer.stderr, /^kaihub: .*HTTP.*\n$/)
  })

  test('follow a repo that moved, and say so', async () => {
    await using hub = await startServer({ git: { uploadPack: moved } })
    const { stdout, stderr, code } = await run(await hub.connect(), 'git-upload-pack datasets/alice/old')
    assert.deepEqual([stdout, code], ['dataset lab/new', 0])
    assert.match(stderr, /lab\/new/)
  })

  test('end with the key that was used', async () => {
    await using hub = await startServer()
    const client = await hub.connect()
    assert.equal((await run(client, 'git-upload-pack alice/bert')).code, 0)
    hub.keys.set(hub.alice.fingerprint, person('alicia'))
    assert.match((await run(client, 'git-upload-pack alice/bert')).stdout, /^alicia /)
    hub.keys.clear()
    const refused = await run(client, 'git-upload-pack alice/bert')
    assert.deepEqual([refused.stdout, refused.code], ['', 128])
    assert.match(refused.stderr, /not known any more/)
  })

  test('are all there is: no files, no ports, no second command', async () => {
    await using hub = await startServer()
    const client = await hub.connect()
    await refused((done) => client.sftp(done))
    await refused((done) => client.subsys('netconf', done))
    await refused((done) => client.forwardIn('127.0.0.1', 0, done))
    await refused((done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done))
    await refused((done) => client.shell({ term: 'xterm' }, done))
    assert.equal((await run(client, null)).code, 1)
  })

  test('are bounded in number on one connection', async () => {
    await using hub = await startServer({ limits: { sshSessions: 2 } })
    const client = await hub.connect()
    const two = [await open(client, 'git-upload-pack a/b'), await open(client, 'git-upload-pack a/b')]
    await assert.rejects(open(client, 'git-upload-pack a/b'))
    const ends = two.map(finish)
    for (const channel of two) channel.end()
    await Promise.all(ends)
    for (let i = 0; i < 20; i += 1) assert.equal((await run(client, 'git-upload-pack a/b')).code, 0)
  })
})

suite('bytes over SSH', () => {
  test('come back the same, much more than the window holds', async () => {
    await using hub = await startServer()
    const sent = noise(12 * 1024 * 1024)
    const channel = await open(await hub.connect(), 'git-receive-pack a/b')
    const parts: Buffer[] = []
    channel.on('data', (part: Buffer) => parts.push(part))
    channel.end(sent)
    await once(channel, 'close')
    const got = Buffer.concat(parts)
    assert.ok(got.subarray(got.indexOf('\n') + 1).equals(sent))
  })

  test('wait for a client that does not read', async () => {
    const written: number[] = []
    const uploadPack = async ({ write }: Session): Promise<void> => {
      for (let i = 0; i < 16; i += 1) {
        await write(noise(1024 * 1024))
        written.push(i)
        if (written.length === 1) started.resolve()
      }
    }
    const started = Promise.withResolvers<void>()
    await using hub = await startServer({ git: { uploadPack } })
    const channel = await open(await hub.connect(), 'git-upload-pack a/b')
    await started.promise
    await settled()
    // two windows of 2 MiB: what the channel lets in, and what the client holds
    assert.ok(written.length < 8, `${written.length} MiB went out`)
    const end = finish(channel)
    assert.equal((await end).code, 0)
    assert.equal(written.length, 16)
  })

  test('go on when the client wants new keys', async () => {
    const parts = Array.from({ length: 12 }, () => noise(1024 * 1024))
    const sent = Buffer.concat(parts)
    const uploadPack = async ({ write }: Session): Promise<void> => {
      for (const part of parts) await write(part)
    }
    await using hub = await startServer({ git: { uploadPack } })
    const client = await hub.connect()
    const channel = await open(client, 'git-upload-pack a/b')
    const got: Buffer[] = []
    let exchanges = 0
    client.on('handshake', () => (exchanges += 1))
    channel.on('data', (part: Buffer) => {
      got.push(part)
      if (got.length % 100 === 0) exchangeKeys(client)
    })
    await once(channel, 'close')
    assert.ok(Buffer.concat(got).equals(sent))
    assert.ok(exchanges > 0)
  })

  test('beyond what was allowed cost the client its connection', async () => {
    await using hub = await startServer({ git: { receivePack: ignoreInput } })
    const client = await hub.connect()
    const gone = closed(client)
    const channel = await open(client, 'git-receive-pack a/b')
    Object.assign(channel.outgoing as object, { window: 2 ** 31 })
    // the library stops counting at zero only when it comes out even
    for (let i = 0; i < 1200; i += 1) channel.write(noise(10_007))
    await gone
  })

  test('end with the client, and so does the command', async () => {
    for (const leave of [(channel: ClientChannel) => channel.close(), (_: unknown, destroy: () => void) => destroy()]) {
      const reading = Promise.withResolvers<string>()
      const writing = Promise.withResolvers<string>()
      const receivePack = async ({ input }: Session): Promise<void> => {
        try {
          for await (const _ of input);
          reading.resolve('read all')
        } catch (error) {
          reading.resolve((error as Error).name)
          throw error
        }
      }
      const uploadPack = async ({ write, signal }: Session): Promise<void> => {
        try {
          for (;;) await write(noise(1024 * 1024))
        } catch (error) {
          writing.resolve(`${(error as Error).name} ${signal.aborted}`)
          throw error
        }
      }
      await using hub = await startServer({ git: { receivePack, uploadPack } })
      const client = await hub.connect()
      const channels = [await open(client, 'git-receive-pack a/b'), await open(client, 'git-upload-pack a/b')]
      channels[0]!.write('some')
      for (const channel of channels) leave(channel, () => client.destroy())
      assert.equal(await reading.promise, 'AbortError')
      assert.equal(await writing.promise, 'AbortError true')
    }
  })

  test('that nobody waits for cost a silent client its connection', async () => {
    await using hub = await startServer({ limits: { sshIdleMilliseconds: 50 } })
    const idle = await hub.connect()
    await closed(idle)
    const stuck = await hub.connect()
    const gone = closed(stuck)
    open(stuck, 'git-receive-pack a/b').catch(() => {})
    await gone
  })
})

suite('an SSH server that stops', () => {
  test('lets commands finish and takes no new ones', async () => {
    await using hub = await startServer()
    const client = await hub.connect()
    const idle = await hub.connect()
    const channel = await open(client, 'git-receive-pack a/b')
    const gone = closed(idle)
    const drained = hub.server.drain(60_000)
    await gone
    await assert.rejects(hub.connect())
    await assert.rejects(open(client, 'git-receive-pack a/b'))
    const answer = finish(channel)
    channel.end('late')
    assert.deepEqual(await answer, { stdout: 'alice model a/b -\nlate', stderr: '', code: 0 })
    await drained
  })

  test('cuts off the others, and waits until their work has ended', async () => {
    let isDone = false
    const receivePack = async ({ input }: Session): Promise<void> => {
      try {
        for await (const _ of input);
      } finally {
        await settled()
        isDone = true
      }
    }
    await using hub = await startServer({ git: { receivePack } })
    await open(await hub.connect(), 'git-receive-pack a/b')
    await hub.server.drain(0)
    assert.equal(isDone, true)
  })
})

/** Whatever can happen now has happened. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 200; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function moved({ address, write }: Session): Promise<void> {
  if (address.name === 'old') throw new HubError('RepoMoved', 'moved', { from: 'alice/old', to: 'lab/new' })
  await write(Buffer.from(`${address.type} ${address.namespace}/${address.name}`))
}

const refused = (ask: (done: (error: Error | undefined) => void) => void) =>
  new Promise((resolve, reject) => ask((error) => (error ? resolve(error) : reject(new Error('it was granted')))))

const ignoreInput = ({ signal }: Session): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()))

/** The library keeps this to itself. */
const exchangeKeys = (client: Client): void =>
  (client as unknown as { _protocol: { rekey: () => void } })._protocol.rekey()
