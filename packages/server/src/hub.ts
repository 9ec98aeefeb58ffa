/** The composition root: adapters → features → doors. */
import { join } from 'node:path'
import type { Pool } from 'pg'
import { createDiskBlobStore } from './adapters/disk/blob-store.ts'
import { createDiskPartStore } from './adapters/disk/part-store.ts'
import { createTaskRunner } from './adapters/graphile-worker/task-runner.ts'
import { createNews } from './adapters/postgres/news.ts'
import { routeGroups } from './app.ts'
import { accountsMigrations, createAccounts } from './features/accounts/index.ts'
import { contentMigrations, createContent, type Content } from './features/content/index.ts'
import { createRepos, reposMigrations } from './features/repos/index.ts'
import { createHttpServer } from './http/server.ts'
import type { Clock } from './kit/clock.ts'
import type { Ids } from './kit/ids.ts'
import type { Log } from './kit/log.ts'
import type { Database, Migration } from './ports/database.ts'
import type { Listener } from './ports/news.ts'

export const migrations: Migration[] = [...accountsMigrations, ...reposMigrations, ...contentMigrations]

export type HubParts = {
  db: Database
  pool: Pool
  /** where blobs and half-sent uploads live */
  storageFolder: string
  secretKey: string
  publicUrl: string | null
  signUp: 'open' | 'closed'
  taskConcurrency: number
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
  const blobs = createDiskBlobStore(parts.storageFolder)
  const accounts = createAccounts({ db, clock, ids, log, signUp: parts.signUp })
  const repos = createRepos({ db, news, accounts, clock, ids })
  const content: Content = createContent({
    db,
    news,
    repos,
    blobs,
    parts: createDiskPartStore(parts.storageFolder),
    clock,
    ids,
    secretKey: parts.secretKey,
    mailHost: mailHostOf(parts.publicUrl),
  })
  listeners['RepoCreated'] = [content.onRepoCreated]
  const server = createHttpServer({
    groups: routeGroups({ accounts, repos, content, onDownload: () => {}, version: parts.version }),
    authenticate: (request) =>
      accounts.authenticate({
        method: request.method ?? 'GET',
        authorization: request.headers.authorization,
        cookie: request.headers.cookie,
        host: parts.publicUrl ? new URL(parts.publicUrl).host : request.headers.host,
        origin: request.headers.origin,
        secFetchSite: request.headers['sec-fetch-site'] as string | undefined,
        contentType: request.headers['content-type'],
      }),
    publicUrl: parts.publicUrl,
    log,
    ids,
  })
  const tasks = createTaskRunner({ pool, definitions: [...content.tasks], concurrency: parts.taskConcurrency, log })
  return { accounts, repos, content, blobs, server, tasks }
}

export type Services = Pick<ReturnType<typeof assembleHub>, 'accounts' | 'repos' | 'content'>

const mailHostOf = (publicUrl: string | null): string => (publicUrl ? new URL(publicUrl).hostname : 'kaihub.local')

export const storageFolderOf = (dataFolder: string): string => join(dataFolder, 'storage')
