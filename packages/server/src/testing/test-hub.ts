import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { sshDoors } from '../app.ts'
import { limits } from '../config/limits.ts'
import { operator, type Accounts } from '../features/accounts/index.ts'
import { systemClock, type Clock } from '../kit/clock.ts'
import { randomIds } from '../kit/ids.ts'
import { silentLog, type Log } from '../kit/log.ts'
import { assembleHub, migrations } from '../hub.ts'
import { makePrivateKey, readPrivateKey } from '../protocols/ssh/host-key.ts'
import { createSshServer, type SshServer } from '../protocols/ssh/server.ts'
import { fastFolder } from './fast-folder.ts'
import { createTestDatabase } from './test-database.ts'

export type Person = { name: string; token: string }

export type TestHub = AsyncDisposable & {
  url: string
  services: Omit<ReturnType<typeof assembleHub>, 'server' | 'tasks'>
  /** 0 without SSH */
  sshPort: number
  storageFolder: string
  /** makes a person with a write token */
  person: (name: string) => Promise<Person>
  /** a request as that person, or as nobody */
  fetch: (path: string, init?: RequestInit & { as?: Person | undefined }) => Promise<Response>
  /** runs all waiting tasks */
  drain: () => Promise<void>
  db: Awaited<ReturnType<typeof createTestDatabase>>
}

export type TestHubOptions = {
  clock?: Clock
  log?: Log
  signUp?: 'open' | 'closed'
  dedupScope?: 'repo' | 'namespace' | 'instance'
  /** the caller makes it and takes it away */
  storageFolder?: string
  ssh?: boolean
}

/** A whole hub on its own database and temporary folder, reached through its front door. */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const database = await createTestDatabase(migrations)
  const storageFolder = options.storageFolder ?? (await mkdtemp(join(await fastFolder(), 'kaihub-test-')))
  const { server, tasks, ...services } = assembleHub({
    db: database.db,
    pool: database.pool,
    storageFolder,
    gitCache: { folder: join(storageFolder, 'git'), limitBytes: 1024 ** 3 },
    tableCache: { folder: join(storageFolder, 'tables'), limitBytes: 1024 ** 3 },
    secretKey: 'a key for tests only',
    signingKey: generateKeyPairSync('ed25519').privateKey,
    publicUrl: null,
    proxies: 0,
    signUp: options.signUp ?? 'closed',
    sshPort: null,
    taskConcurrency: 1,
    site: null,
    xet: { dedupScope: options.dedupScope ?? 'instance', epoch: 1, repack: true },
    version: 'test',
    clock: options.clock ?? systemClock,
    ids: randomIds,
    log: options.log ?? loudLog,
  })
  const { port } = await server.listen('127.0.0.1', 0)
  const url = `http://127.0.0.1:${port}`
  const ssh = options.ssh ? createTestSsh(services, url) : null
  return {
    url,
    services,
    sshPort: ssh ? (await ssh.listen()).port : 0,
    storageFolder,
    db: database,
    person: (name) => makePerson(services.accounts, name),
    fetch: (path, { as, ...init } = {}) => {
      const headers = new Headers(init.headers)
      if (as) headers.set('Authorization', `Bearer ${as.token}`)
      return fetch(url + path, { redirect: 'manual', ...init, headers })
    },
    drain: () => tasks.drain(),
    [Symbol.asyncDispose]: async () => {
      await server.drain(0)
      await ssh?.drain(0)
      await services.observatory[Symbol.asyncDispose]()
      await services.tables[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      if (!options.storageFolder) await rm(storageFolder, { recursive: true, force: true })
    },
  }
}

const createTestSsh = (services: TestHub['services'], url: string): SshServer =>
  createSshServer({
    ...sshDoors(services, () => url),
    hostKey: readPrivateKey(makePrivateKey())!,
    host: '127.0.0.1',
    port: 0,
    limits,
    log: loudLog,
  })

async function makePerson(accounts: Accounts, name: string): Promise<Person> {
  await accounts.createUser(operator, { name, password: `${name} has a password` })
  const { secret } = await accounts.createAccessToken(operator, { displayName: 'test', role: 'write', user: name })
  return { name, token: secret }
}

/** A test that makes the hub fail inside should say how. */
const loudLog: Log = {
  ...silentLog,
  error: (sentence, fields) => process.stderr.write(`${sentence} ${inspect(fields)}\n`),
}
