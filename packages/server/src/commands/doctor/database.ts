import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { openHub } from '../../hub.ts'
import { silentLog } from '../../kit/log.ts'
import { fail, ok, reason, warn } from './finding.ts'
import type { Config, Secret } from '../../config/index.ts'
import type { Finding } from './finding.ts'

const oldestVersion = 15
const connectMilliseconds = 10_000
const clockDriftMilliseconds = 5000

export const checkDatabase = (config: Config): Promise<Finding[]> =>
  config.database.url ? checkServer(config, config.database.url) : tryOwnDatabase(config)

/** The whole way once, on the same disk and as the same user, in a folder of its own that is removed again. */
async function tryOwnDatabase(config: Config): Promise<Finding[]> {
  let trial: string | undefined
  try {
    trial = await mkdtemp(join(config.dataFolder, 'doctor-'))
    const startedAt = performance.now()
    const hub = await openHub({ ...config, dataFolder: trial }, { log: silentLog, role: 'command' })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    await hub[Symbol.asyncDispose]()
    return [ok(`our own PostgreSQL starts here (a new one, with all tables, in ${seconds} s)`)]
  } catch (error) {
    const advice = 'Mend what it says, or set KAIHUB_DATABASE_URL to a PostgreSQL 15 or newer.'
    return [fail(`our own PostgreSQL does not start here: ${reason(error)}`, advice)]
  } finally {
    if (trial) await rm(trial, { recursive: true, force: true })
  }
}

async function checkServer({ database: { poolSize } }: Config, url: Secret): Promise<Finding[]> {
  const client = new Client({ connectionString: url.reveal(), connectionTimeoutMillis: connectMilliseconds })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<ServerFacts>(`
      select current_setting('server_version_num') as version, current_setting('max_connections') as connections,
        current_setting('fsync') as fsync, current_setting('server_encoding') as encoding, clock_timestamp() as now,
        has_database_privilege(current_database(), 'create') as "mayCreate"`)
    return rows.flatMap((facts) => judgeServer(facts, poolSize))
  } catch (error) {
    const advice = 'Check KAIHUB_DATABASE_URL, and that the server lets this machine in.'
    return [fail(`the database cannot be reached: ${reason(error)}`, advice)]
  } finally {
    await client.end().catch(() => {})
  }
}

type ServerFacts = {
  version: string
  connections: string
  fsync: string
  encoding: string
  now: Date
  mayCreate: boolean
}

function judgeServer(facts: ServerFacts, poolSize: number): Finding[] {
  const version = Math.floor(Number(facts.version) / 10_000)
  const findings = [
    version < oldestVersion
      ? fail(`the database is PostgreSQL ${version}`, `Kaihub needs ${oldestVersion} or newer.`)
      : ok(`the database is PostgreSQL ${version}`),
  ]
  if (facts.encoding !== 'UTF8') {
    findings.push(fail(`the database is encoded in ${facts.encoding}`, 'Make one with ENCODING UTF8.'))
  }
  if (!facts.mayCreate) {
    findings.push(fail('its user may not create schemas', 'Run GRANT CREATE ON DATABASE … TO … as its owner.'))
  }
  if (facts.fsync !== 'on') findings.push(fail('fsync is off there', 'Turn it on: a power cut would lose data.'))
  if (Number(facts.connections) < poolSize + 5) {
    const what = `it allows ${facts.connections} connections, and KAIHUB_DATABASE_POOL is ${poolSize}`
    findings.push(warn(what, 'Raise max_connections there, or lower the pool.'))
  }
  const drift = Math.abs(facts.now.getTime() - Date.now())
  if (drift > clockDriftMilliseconds) {
    findings.push(warn(`its clock is off by ${Math.round(drift / 1000)} s`, 'Set both by NTP.'))
  }
  return findings
}
