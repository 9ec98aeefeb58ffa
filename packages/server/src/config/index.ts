import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readGit } from './git.ts'
import { readHttp } from './http.ts'
import { createReader } from './reader.ts'
import { readAccounts, readLog, readTasks } from './running.ts'
import { readSecretKey } from './secret-key.ts'
import { readSsh } from './ssh.ts'
import { readDatabase, readDataFolder } from './storage.ts'
import { readTables } from './tables.ts'
import { readXet } from './xet.ts'
import type { GitConfig } from './git.ts'
import type { HttpConfig } from './http.ts'
import type { Environment, SettingLine } from './reader.ts'
import type { AccountsConfig, LogConfig, TasksConfig } from './running.ts'
import type { Secret } from './secret.ts'
import type { SshConfig } from './ssh.ts'
import type { DatabaseConfig } from './storage.ts'
import type { TablesConfig } from './tables.ts'
import type { XetConfig } from './xet.ts'

export { keepFile } from './keep-file.ts'
export { limits } from './limits.ts'
export { Secret } from './secret.ts'
export { keepSecretKey } from './secret-key.ts'
export { keepSigningKey } from './signing-key.ts'
export type { Environment } from './reader.ts'
export type { LogLevel } from './running.ts'
export type { XetConfig } from './xet.ts'

export type Config = Readonly<{
  http: HttpConfig
  ssh: SshConfig
  dataFolder: string
  database: DatabaseConfig
  /** null: `keepSecretKey` finds it in the data folder */
  secretKey: Secret | null
  accounts: AccountsConfig
  tasks: TasksConfig
  log: LogConfig
  xet: XetConfig
  git: GitConfig
  tables: TablesConfig
  /** every setting in words, secrets hidden */
  settings: readonly SettingLine[]
}>

/** What is wrong with the configuration, all of it. */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : 'faults'}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** @throws ConfigError with every fault there is */
export function loadConfig(env: Environment, isTerminal = process.stderr.isTTY === true): Config {
  const read = createReader(env)
  const http = readHttp(read)
  const values = {
    http,
    ssh: readSsh(read, http),
    dataFolder: readDataFolder(read),
    database: readDatabase(read),
    secretKey: readSecretKey(read),
    accounts: readAccounts(read),
    tasks: readTasks(read),
    log: readLog(read, isTerminal),
    xet: readXet(read),
    git: readGit(read),
    tables: readTables(read),
  }
  const { faults, lines } = read.finish()
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze({ ...values, settings: lines })
}

/** The process's environment, over a `.env` in the working directory. */
export function readEnvironment(): Environment {
  return { ...readDotEnv('.env'), ...process.env }
}

function readDotEnv(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${path} cannot be read`, { cause: error })
  }
}

/** One line for each setting, ready to print. */
export function describeConfig({ settings }: Config): string[] {
  const nameWidth = Math.max(...settings.map(({ name }) => name.length))
  const valueWidth = Math.max(...settings.map(({ value }) => value.length))
  return settings.map(({ name, value, isDefault, meaning }) => {
    const origin = isDefault ? 'default' : 'set'
    return `${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${origin.padEnd(7)}  ${meaning}`
  })
}
