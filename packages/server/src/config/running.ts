import type { Reader } from './reader.ts'

export type AccountsConfig = { signUp: 'open' | 'closed' }
export type TasksConfig = { concurrency: number }
export type LogConfig = { format: 'json' | 'text'; level: LogLevel }

const logLevels = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export const readAccounts = (read: Reader): AccountsConfig => ({
  signUp: read.choice({
    name: 'KAIHUB_SIGN_UP',
    meaning: 'may strangers make themselves an account',
    fallback: 'closed',
    choices: ['open', 'closed'],
  }),
})

export const readTasks = (read: Reader): TasksConfig => ({
  concurrency: read.number({ name: 'KAIHUB_TASKS', meaning: 'tasks at a time', fallback: 4, min: 1, max: 100 }),
})

export const readLog = (read: Reader, isTerminal: boolean): LogConfig => ({
  format: read.choice({
    name: 'KAIHUB_LOG',
    meaning: 'form of the log',
    fallback: isTerminal ? 'text' : 'json',
    choices: ['json', 'text'],
  }),
  level: read.choice({ name: 'KAIHUB_LOG_LEVEL', meaning: 'least to log', fallback: 'info', choices: logLevels }),
})
