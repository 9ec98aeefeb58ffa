import { text } from 'node:stream/consumers'
import { loadConfig, readEnvironment } from '../config/index.ts'
import { createLog } from '../kit/console-log.ts'
import { runCommandLine } from './run-command-line.ts'
import { commands } from './table.ts'
import type { CommandContext } from './command.ts'

/** a handle that somebody forgot must not keep a finished command from ending */
const lingerMilliseconds = 3000

/** The process as a command: sets its exit status. */
export async function main(args: string[]): Promise<void> {
  // whoever reads us may go away (`kaihub serve | head -1`); a hub goes on
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  const status = await runCommandLine(commands, args, context)
  process.exitCode = status
  setTimeout(() => process.exit(status), lingerMilliseconds).unref()
}

const context: CommandContext = {
  loadConfig: () => loadConfig(readEnvironment()),
  createLog: ({ log }) => createLog({ ...log, write: (line) => void process.stderr.write(line) }),
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  readStandardInput: () => text(process.stdin),
  now: () => new Date(),
}
