/** The composition root: config → adapters → features → doors; disposed in reverse. */
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { selfTest } from '@kaihub/formats/xet'
import type { Pool } from 'pg'
import { createDiskBlobStore } from './adapters/disk/blob-store.ts'
import { diskSpace } from './adapters/disk/disk-space.ts'
import { lockDataFolder, readLock } from './adapters/disk/data-folder-lock.ts'
import { createDiskPartStore } from './adapters/disk/part-store.ts'
import { createBareRepos } from './adapters/git/bare-repos.ts'
import { createTables } from './adapters/duckdb/tables.ts'
import { readThreads, threads } from './adapters/threads/pool.ts'
import { renderSandbox, templateSandbox } from './adapters/threads/sandbox.ts'
import { createSite } from './adapters/site/site.ts'
import { createTaskDesk } from './adapters/graphile-worker/task-desk.ts'
import { createTaskQueue } from './adapters/graphile-worker/task-queue.ts'
import { createTaskRunner, migrateTasks } from './adapters/graphile-worker/task-runner.ts'
import { openDatabase, type ConnectionOptions } from './adapters/postgres/database.ts'
import { startEmbeddedPostgres } from './adapters/postgres/embedded.ts'
import { baseMigrations, migrate } from './adapters/postgres/migrate.ts'
import { createNews } from './adapters/postgres/news.ts'
import { routeGroups, sshDoors } from './app.ts'
import { keepSecretKey, keepSigningKey, limits, type Config, type XetConfig } from './config/index.ts'
import { accountsMigrations, createAccounts, type Accounts } from './features/accounts/index.ts'
import { contentMigrations, createContent, type Content } from './features/content/index.ts'
import { createAudience, createObservatory, observatoryMigrations } from './features/observatory/index.ts'
import { createRepos, reposMigrations, type Repos } from './features/repos/index.ts'
import { clientAddressBehind } from './http/client-address.ts'
import { createPageReaders } from './http/page-readers.ts'
import type { Authenticate } from './http/router.ts'
import { createHttpServer } from './http/server.ts'
import { systemClock, type Clock } from './kit/clock.ts'
import { randomIds, type Ids } from './kit/ids.ts'
import type { Log } from './kit/log.ts'
import type { BareRepos } from './ports/bare-repos.ts'
import type { Database, Migration } from './ports/database.ts'
import type { Listener } from './ports/news.ts'
import type { Site } from './ports/site.ts'
import { keepHostKey } from './protocols/ssh/host-key.ts'
import { createSshServer, type SshServer } from './protocols/ssh/server.ts'
import manifest from '../package.json' with { type: 'json' }

const { version } = manifest
const siteFolder = join(import.meta.dirname, '../../web/build/current')

export const migrations: Migration[] = [
  ...accountsMigrations,
  ...reposMigrations,
  ...contentMigrations,
  ...observatoryMigrations,
]

export type HubParts = {
  db: Database
  pool: Pool
  /** where blobs and half-sent uploads live */
  storageFolder: string
  signingKey: KeyObject | null
  /** where git finds its copies of repos */
  gitCache: { folder: string; limitBytes: number }
  /** where files that tables are read from lie in parts */
  tableCache: { folder: string; limitBytes: number }
  secretKey: string
  publicUrl: string | null
  /** proxies of ours in front */
  proxies: number
  signUp: 'open' | 'closed'
  /** where git reaches the hub over SSH; null: nowhere */
  sshPort: number | null
  taskConcurrency: number
  site: Site | null
  xet: XetConfig
  version: string
  clock: Clock
  ids: Ids
  log: Log
}

/** Puts the features together and wires who listens to whose news. Opens nothing by itself. */
export function assembleHub(parts: HubParts) {
  const { db, pool, clock, ids, log } = parts
  const listeners: Record<string, Listener[]> = {}
  const news = createNews(listeners)
  const storage = diskStorage(parts.storageFolder)
  const accounts = createAccounts({ db, clock, ids, log, signUp: parts.signUp })
  const repos = createRepos({ db, news, accounts, clock, ids })
  const bareRepos = createBareRepos({ folder: parts.gitCache.folder, limitBytes: parts.gitCache.limitBytes, log })
  const tables = createTables(parts.tableCache)
  const content: Content = createContent({
    db,
    news,
    repos,
    accounts,
    clock,
    ids,
    log,
    ...storage,
    secretKey: parts.secretKey,
    signingKey: parts.signingKey,
    threads,
    readThreads,
    renderSandbox,
    templateSandbox,
    tables,
    queue: createTaskQueue(),
    bareRepos,
    xetSettings: parts.xet,
    publicUrl: parts.publicUrl,
  })
  const observatory = observatoryOver(parts, { accounts, repos, content, bareRepos })
  // The catalog hears of a new repo before content does, whose first commit lands inside the same news.
  listeners['RepoCreated'] = [observatory.onRepoCreated, content.onRepoCreated]
  listeners['RepoChanged'] = [observatory.onRepoChanged]
  listeners['RepoMoved'] = [observatory.onRepoMoved]
  listeners['RepoDeleted'] = [content.onRepoDeleted, observatory.onRepoDeleted]
  listeners['CommitLanded'] = [observatory.onCommitLanded]
  const authenticate = authenticateBy(accounts, parts.publicUrl)
  const readers = createPageReaders(clientAddressBehind(parts.proxies))
  const server = createHttpServer({
    groups: routeGroups({
      accounts,
      repos,
      content,
      observatory,
      clientAddress: readers.addressOf,
      authenticate,
      xetEpoch: parts.xet.epoch,
      version: parts.version,
      sshPort: parts.sshPort,
    }),
    authenticate,
    publicUrl: parts.publicUrl,
    site: parts.site,
    tellReader: readers.tell,
    log,
    ids,
  })
  const tasks = createTaskRunner({
    pool,
    definitions: [...content.tasks, ...observatory.tasks],
    concurrency: parts.taskConcurrency,
    log,
  })
  return { accounts, repos, content, observatory, blobs: storage.blobs, tables, server, tasks }
}

type Below = { accounts: Accounts; repos: Repos; content: Content; bareRepos: BareRepos }

function observatoryOver(parts: HubParts, { accounts, repos, content, bareRepos }: Below) {
  return createObservatory({
    db: parts.db,
    queue: createTaskQueue(),
    clock: parts.clock,
    log: parts.log,
    reader: content.reader,
    getReadable: repos.getReadable,
    repoById: repos.byId,
    resolveRevision: content.revisions.resolve,
    canWrite: repos.canWrite,
    visibleNamespaces: createAudience({ accounts, getReadable: repos.getReadable }),
    usedStorage: content.linkedBytes,
    searchNames: accounts.searchNames,
    namesInRange: accounts.namesInRange,
    highestNameId: accounts.highestNameId,
    namespacesById: accounts.namespacesById,
    storageTotals: content.storageTotals,
    taskDesk: createTaskDesk(parts.db),
    machine: {
      version: parts.version,
      connections: () => connectionsOf(parts.pool),
      diskSpace: () => diskSpace(parts.storageFolder),
      git: bareRepos.version,
    },
  })
}

const connectionsOf = ({ totalCount, idleCount, waitingCount, options }: Pool) => ({
  total: totalCount,
  idle: idleCount,
  waiting: waitingCount,
  most: options.max ?? totalCount,
})

const authenticateBy =
  (accounts: Accounts, publicUrl: string | null): Authenticate =>
  (request) =>
    accounts.authenticate({
      method: request.method ?? 'GET',
      authorization: request.headers.authorization,
      cookie: request.headers.cookie,
      host: publicUrl ? new URL(publicUrl).host : request.headers.host,
      origin: request.headers.origin,
      secFetchSite: request.headers['sec-fetch-site'],
      contentType: request.headers['content-type'],
    })

export type Hub = AsyncDisposable & {
  services: Omit<ReturnType<typeof assembleHub>, 'server' | 'tasks'>
  /** set by the start that found nobody who may administer the hub */
  firstStart: { user: string; password: string } | null
  /** opens the doors and starts the tasks */
  listen: () => Promise<{ url: string; sshUrl: string | null }>
  /** closes the doors: requests under way may finish for so long */
  drain: (milliseconds: number) => Promise<void>
}

export type OpenOptions = { log: Log; role: 'serve' | 'command' }

/**
 * Opens the hub on its data folder: to serve, or for one command, which works beside a running hub as well as without.
 * @throws Error with a message for the operator when the folder is taken or the database does not come up
 */
export async function openHub(config: Config, { log, role }: OpenOptions): Promise<Hub> {
  // A library that hashes wrongly on this machine would name bytes that no client finds again.
  selfTest()
  const stack = new AsyncDisposableStack()
  try {
    const lock = stack.use(await takeDataFolder(config.dataFolder, role))
    const connection = await connectionOf(config, log, stack)
    const { db, pool } = stack.use(await openDatabase(connection, log))
    await migrate(db, [...baseMigrations, ...migrations])
    await migrateTasks(pool)
    const secretKey = await keepSecretKey(config)
    let url = ''
    // the pages ask the hub from within, whatever stands in front of it
    let local = ''
    const site = role === 'serve' ? createSite({ folder: siteFolder, hubUrl: () => local, log }) : null
    if (site) stack.use(site)
    const { server, tasks, ...services } = assembleHub({
      db,
      pool,
      storageFolder: join(config.dataFolder, 'storage'),
      gitCache: { folder: join(config.dataFolder, 'cache', 'git'), limitBytes: config.git.cacheBytes },
      tableCache: { folder: join(config.dataFolder, 'cache', 'tables'), limitBytes: config.tables.cacheBytes },
      secretKey: secretKey.reveal(),
      signingKey: await keepSigningKey(config),
      publicUrl: config.http.url,
      proxies: config.http.proxies,
      signUp: config.accounts.signUp,
      sshPort: config.ssh.port || null,
      taskConcurrency: config.tasks.concurrency,
      site,
      xet: config.xet,
      version,
      clock: systemClock,
      ids: randomIds,
      log,
    })
    if (role === 'serve') await services.blobs.sweep(new Date())
    const first = role === 'serve' ? await services.accounts.ensureFirstAdmin() : null
    stack.use(services.observatory)
    stack.use(services.tables)
    stack.defer(() => tasks.stop())
    stack.use(server)
    const ssh = stack.use(role === 'serve' ? await sshServerOf(config, { services, log, url: () => url }) : null)
    return {
      services,
      firstStart: first && { user: first.user.name, password: first.password },
      listen: async () => {
        const { port } = await server.listen(config.http.host, config.http.port)
        void services.tables.start()
        local = `http://${hostInUrl(reachable(config.http.host))}:${port}`
        url = config.http.url ?? `http://${hostInUrl(config.http.host)}:${port}`
        const sshUrl = ssh && `ssh://git@${hostInUrl(config.ssh.host)}:${(await ssh.listen()).port}`
        await lock.announce(url)
        await tasks.start()
        return { url, sshUrl }
      },
      drain: async (milliseconds) => {
        await Promise.all([server.drain(milliseconds), ssh?.drain(milliseconds)])
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

type SshParts = { services: Hub['services']; log: Log; url: () => string }

async function sshServerOf(config: Config, { services, log, url }: SshParts): Promise<SshServer | null> {
  const { host, port } = config.ssh
  if (port === 0) return null
  const hostKey = await keepHostKey(config.dataFolder)
  return createSshServer({ ...sshDoors(services, reachedAt(url)), hostKey, host, port, limits, log })
}

/** Whoever listens on every address has none of its own to tell: the one that the client came to will do. */
const reachedAt =
  (url: () => string) =>
  (localAddress: string): string => {
    const { protocol, hostname, port } = new URL(url())
    if (hostname !== '0.0.0.0' && hostname !== '[::]') return url()
    return `${protocol}//${hostInUrl(localAddress.replace(/^::ffff:/, ''))}:${port}`
  }

const diskStorage = (folder: string) => ({ blobs: createDiskBlobStore(folder), parts: createDiskPartStore(folder) })

/** A command beside a serving hub shares its folder; anything else has the folder for itself. */
async function takeDataFolder(folder: string, role: 'serve' | 'command') {
  const nothing = { announce: async () => {}, [Symbol.asyncDispose]: async () => {} }
  if (role === 'command' && (await readLock(folder))?.role === 'serve') return nothing
  const lock = await lockDataFolder(folder, role)
  if ('message' in lock) throw new Error(lock.message)
  return lock
}

async function connectionOf(config: Config, log: Log, stack: AsyncDisposableStack): Promise<ConnectionOptions> {
  const { url, poolSize: max, keepPrepared } = config.database
  if (url) return { connectionString: url.reveal(), max, keepPrepared }
  const postgres = stack.use(await startEmbeddedPostgres({ dataFolder: config.dataFolder, log }))
  return { ...postgres.connection, max }
}

/** Where this machine itself finds what listens there. */
const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host)

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)
