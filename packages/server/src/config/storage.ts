import { resolve } from 'node:path'
import type { Reader } from './reader.ts'
import type { Secret } from './secret.ts'

export type DatabaseConfig = {
  /** null: our own PostgreSQL in the data folder */
  url: Secret | null
  poolSize: number
  /** whether connections keep prepared statements */
  keepPrepared: boolean
}

export function readDataFolder(read: Reader): string {
  return resolve(read.text({ name: 'KAIHUB_DATA', meaning: 'folder of everything the hub keeps', fallback: './data' }))
}

export function readDatabase(read: Reader): DatabaseConfig {
  return {
    url: read.secret({
      name: 'KAIHUB_DATABASE_URL',
      meaning: 'a PostgreSQL 15 or newer to use',
      absent: '(our own PostgreSQL in the data folder)',
      check: checkDatabaseUrl,
    }),
    poolSize: read.number({
      name: 'KAIHUB_DATABASE_POOL',
      meaning: 'database connections at most',
      fallback: 10,
      min: 2,
      max: 1000,
    }),
    keepPrepared:
      read.choice({
        name: 'KAIHUB_DATABASE_PREPARE',
        meaning: 'whether connections keep statements prepared; off behind a pooler of transactions that cannot',
        fallback: 'on',
        choices: ['on', 'off'],
      }) === 'on',
  }
}

/** Says nothing of the value itself: it holds a password. */
function checkDatabaseUrl(value: string): string | null {
  const protocol = URL.parse(value)?.protocol
  if (protocol === 'postgres:' || protocol === 'postgresql:') return null
  return 'must look like postgres://user:password@host:5432/database'
}
