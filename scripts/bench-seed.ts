// `npm run bench:seed -- [--repos 1000000]`: fills a hub's database with made-up repos, for benches of lists and search.
// The hub is the one of KAIHUB_DATA or KAIHUB_DATABASE_URL, best not serving meanwhile: the catalog's indexes are away.
import { parseArgs } from 'node:util'
import { migrateTasks } from '../packages/server/src/adapters/graphile-worker/task-runner.ts'
import { openDatabase } from '../packages/server/src/adapters/postgres/database.ts'
import { startEmbeddedPostgres } from '../packages/server/src/adapters/postgres/embedded.ts'
import { baseMigrations, migrate } from '../packages/server/src/adapters/postgres/migrate.ts'
import { loadConfig, readEnvironment } from '../packages/server/src/config/index.ts'
import { migrations } from '../packages/server/src/hub.ts'
import { createLog } from '../packages/server/src/kit/console-log.ts'
import { createIndexes, dropIndexes, finish, insertNamespaces, insertRepos, lastIds } from './bench-seed/load.ts'
import { makeNamespaces, makeRepo, randomFrom } from './bench-seed/repos.ts'

const { values } = parseArgs({
  options: {
    repos: { type: 'string', default: '1000000' },
    /** another seed, another hub */
    seed: { type: 'string', default: '1' },
  },
})
const repoCount = Number(values.repos)
const batchRows = 5000
const start = performance.now()
const tell = (line: string) =>
  console.error(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`)

await using stack = new AsyncDisposableStack()
const config = loadConfig({ KAIHUB_LOG_LEVEL: 'warn', ...readEnvironment() })
const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) })
const connection = config.database.url
  ? { connectionString: config.database.url.reveal() }
  : stack.use(await startEmbeddedPostgres({ dataFolder: config.dataFolder, log })).connection
const { db, pool } = stack.use(await openDatabase({ ...connection, statement_timeout: 0 }, log))
await migrate(db, [...baseMigrations, ...migrations])
await migrateTasks(pool)

const random = randomFrom(Number(values.seed))
const last = await lastIds(pool)
const namespaces = makeNamespaces(random, { count: Math.ceil(repoCount / 4), after: last.namespace })
await dropIndexes(pool)
for (let at = 0; at < namespaces.length; at += batchRows)
  await insertNamespaces(pool, namespaces.slice(at, at + batchRows))
tell(`${namespaces.length} namespaces`)

const now = Date.now()
let writing: Promise<void> = Promise.resolve()
for (let made = 0; made < repoCount; made += batchRows) {
  const length = Math.min(batchRows, repoCount - made)
  const repos = Array.from({ length }, (_, at) => makeRepo(random, last.repo + made + at + 1, namespaces, now))
  // The next batch is made while PostgreSQL stores this one.
  await writing
  writing = insertRepos(pool, repos)
  if (made % 100_000 === 0 && made > 0) tell(`${made} repos`)
}
await writing
tell(`${repoCount} repos; now the indexes`)
await createIndexes(pool, tell)
await finish(pool)
tell('done')
