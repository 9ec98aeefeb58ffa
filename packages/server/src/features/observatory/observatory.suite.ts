/** A hub with an observatory for its tests: repos and content below it, real requests from outside. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskBlobStore } from '../../adapters/disk/blob-store.ts'
import { createDiskPartStore } from '../../adapters/disk/part-store.ts'
import { createTaskQueue } from '../../adapters/graphile-worker/task-queue.ts'
import { createTaskRunner } from '../../adapters/graphile-worker/task-runner.ts'
import { createNews } from '../../adapters/postgres/news.ts'
import { createHttpServer } from '../../http/server.ts'
import { systemClock } from '../../kit/clock.ts'
import { randomIds } from '../../kit/ids.ts'
import { silentLog } from '../../kit/log.ts'
import type { Listener } from '../../ports/news.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import type { Person, TestHub } from '../../testing/test-hub.ts'
import { accountsMigrations, createAccounts, operator } from '../accounts/index.ts'
import { contentMigrations, createContent } from '../content/index.ts'
import { revisionsRoutes } from '../content/revisions/routes.ts'
import { createRepos, reposMigrations } from '../repos/index.ts'
import { reposRoutes } from '../repos/routes.ts'
import { createAudience, createObservatory, observatoryMigrations } from './index.ts'
import { observatoryRoutes } from './routes.ts'

const migrations = [...accountsMigrations, ...reposMigrations, ...contentMigrations, ...observatoryMigrations]

export async function startObservatoryHub() {
  const database = await createTestDatabase(migrations)
  const storageFolder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
  const deps = { db: database.db, clock: systemClock, ids: randomIds, log: silentLog }
  const listeners: Record<string, Listener[]> = {}
  const news = createNews(listeners)
  const accounts = createAccounts({ ...deps, signUp: 'closed' })
  const repos = createRepos({ ...deps, news, accounts })
  const content = createContent({
    ...deps,
    news,
    repos,
    blobs: createDiskBlobStore(storageFolder),
    parts: createDiskPartStore(storageFolder),
    secretKey: 'a key for tests only',
    mailHost: 'test',
  })
  const observatory = createObservatory({
    ...deps,
    queue: createTaskQueue(),
    reader: content.reader,
    getReadable: repos.getReadable,
    repoById: repos.byId,
    resolveRevision: content.revisions.resolve,
    canWrite: repos.canWrite,
    visibleNamespaces: createAudience({ accounts, getReadable: repos.getReadable }),
    usedStorage: content.linkedBytes,
  })
  Object.assign(listeners, {
    RepoCreated: [observatory.onRepoCreated, content.onRepoCreated],
    RepoChanged: [observatory.onRepoChanged],
    RepoMoved: [observatory.onRepoMoved],
    RepoDeleted: [observatory.onRepoDeleted],
    CommitLanded: [observatory.onCommitLanded],
  })
  const server = createHttpServer({
    groups: [
      {
        routes: [...reposRoutes(repos), ...revisionsRoutes(content.revisions), ...observatoryRoutes(observatory)],
      },
    ],
    authenticate: ({ headers }) =>
      accounts.authenticate({ method: 'GET', authorization: headers.authorization, cookie: undefined }),
    publicUrl: null,
    ids: deps.ids,
    log: deps.log,
  })
  const tasks = createTaskRunner({ pool: database.pool, definitions: observatory.tasks, concurrency: 1, log: deps.log })
  const { port } = await server.listen('127.0.0.1', 0)
  const url = `http://127.0.0.1:${port}`
  const hub = {
    url,
    storageFolder,
    db: database,
    person: async (name: string): Promise<Person> => {
      await accounts.createUser(operator, { name, password: `${name} has a password` })
      const { secret } = await accounts.createAccessToken(operator, { displayName: 'test', role: 'write', user: name })
      return { name, token: secret }
    },
    fetch: (path: string, { as, ...init }: RequestInit & { as?: Person | undefined } = {}) => {
      const headers = new Headers(init.headers)
      if (as) headers.set('Authorization', `Bearer ${as.token}`)
      return fetch(url + path, { redirect: 'manual', ...init, headers })
    },
    drain: () => tasks.drain(),
    [Symbol.asyncDispose]: async () => {
      await server.drain(0)
      await observatory[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await rm(storageFolder, { recursive: true, force: true })
    },
  }
  return { ...hub, observatory, accounts, repos, hub: hub as unknown as TestHub }
}
