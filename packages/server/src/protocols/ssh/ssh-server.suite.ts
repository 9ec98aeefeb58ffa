/** A server with services that only note what they are asked, and the library's own client. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import { limits } from '../../config/limits.ts'
import type { SignedInActor } from '../../kit/actor.ts'
import type { NamespaceId } from '../../kit/ids.ts'
import { silentLog } from '../../kit/log.ts'
import { fingerprintOf } from './check-key.ts'
import { makePrivateKey, readPrivateKey } from './host-key.ts'
import type { SshLimits } from './limits.ts'
import { createSshServer, type SshServer } from './server.ts'
import type { GitSessions, Services } from './session.ts'

export type Key = { private: string; fingerprint: string }

export function makeKey(type: 'ed25519' | 'ecdsa' | 'rsa' = 'ed25519'): Key {
  const text = type === 'ed25519' ? makePrivateKey() : type === 'rsa' ? rsaKey() : ecdsaKey()
  return { private: text, fingerprint: fingerprintOf(readPrivateKey(text)!.getPublicSSH()) }
}

const rsaKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

const ecdsaKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()

export const person = (name: string, userId = 7): SignedInActor => ({
  kind: 'user',
  userId: userId as NamespaceId,
  name,
  email: null,
  isAdmin: false,
  roles: new Map(),
  grant: { kind: 'session' },
})

type Session = Parameters<GitSessions['uploadPack']>[0]

export type TestServer = AsyncDisposable & {
  port: number
  keys: Map<string, SignedInActor>
  alice: Key
  server: SshServer
  connect: (options?: Partial<ConnectConfig>) => Promise<Client>
}

type Options = { limits?: Partial<SshLimits>; services?: Partial<Omit<Services, 'git'>>; git?: Partial<GitSessions> }

export async function startServer(options: Options = {}): Promise<TestServer> {
  const alice = makeKey()
  const keys = new Map([[alice.fingerprint, person('alice')]])
  const server = createSshServer({
    git: { uploadPack: echo, receivePack: echo, ...options.git },
    lfsGrant: async ({ actor, address: { type, namespace, name }, operation, localAddress }) => ({
      href: `http://${localAddress}/${type}/${namespace}/${name}`,
      header: { Authorization: `${actor.name} ${operation}` },
      expires_in: 60,
    }),
    actorByKey: async (fingerprint) => keys.get(fingerprint) ?? null,
    log: silentLog,
    hostKey: readPrivateKey(makePrivateKey())!,
    host: '127.0.0.1',
    port: 0,
    limits: { ...limits, ...options.limits },
    ...options.services,
  })
  const { port } = await server.listen()
  const clients: Client[] = []
  return {
    port,
    keys,
    alice,
    server,
    connect: async (more) => {
      const client = new ssh2.Client()
      clients.push(client)
      await ready(client, { host: '127.0.0.1', port, username: 'git', privateKey: alice.private, ...more })
      return client
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.destroy()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** Says whom it serves and what, then whatever it reads. */
async function echo({ actor, address, protocol, input, write }: Session): Promise<void> {
  const { type, namespace, name } = address
  const who = actor.kind === 'user' ? actor.name : actor.kind
  await write(Buffer.from(`${who} ${type} ${namespace}/${name} ${protocol ?? '-'}\n`))
  for await (const part of input) await write(part)
}

export const ready = (client: Client, config: ConnectConfig): Promise<void> =>
  new Promise((resolve, reject) => {
    client.once('ready', () => {
      // a connection that a test has cut is no failure
      client
        .off('error', reject)
        .on('error', () => {})
        .setNoDelay()
      resolve()
    })
    client.once('error', reject)
    client.once('close', () => reject(new Error('closed')))
    client.connect(config)
  })

export type Answer = { stdout: string; stderr: string; code: number | null }

/** Runs a command to its end; without one, asks for a shell. */
export async function run(client: Client, command: string | null, input = '', env = {}): Promise<Answer> {
  const channel = await open(client, command, env)
  channel.end(input)
  return finish(channel)
}

export const open = (client: Client, command: string | null, env = {}): Promise<ClientChannel> =>
  new Promise((resolve, reject) => {
    const take = (error: Error | undefined, channel: ClientChannel): void => {
      if (error) reject(error)
      else resolve(channel)
    }
    if (command === null) client.shell(false, take)
    else client.exec(command, { env }, take)
  })

export function finish(channel: ClientChannel): Promise<Answer> {
  const said = { stdout: '', stderr: '' }
  channel.on('data', (bytes: Buffer) => (said.stdout += bytes.toString()))
  channel.stderr.on('data', (bytes: Buffer) => (said.stderr += bytes.toString()))
  return new Promise((resolve) => channel.once('close', (code: number | null) => resolve({ ...said, code })))
}

export const closed = (client: Client): Promise<void> => new Promise((resolve) => client.once('close', () => resolve()))

export const noise = (sizeBytes: number): Buffer => randomBytes(sizeBytes)
