import { ConfigError } from '../config/index.ts'
import { isHubError } from '../kit/errors.ts'
import { closestWord } from '../kit/closest-word.ts'
import { UsageError } from './verbs.ts'
import type { Command, CommandContext } from './command.ts'

/** Finds the command and runs it. @returns the exit status */
export async function runCommandLine(
  commands: readonly Command[],
  [name, ...args]: string[],
  context: CommandContext,
): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(commands, args, context)
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) return refuse(commands, name, context)
  if (args.includes('--help') || args.includes('-h')) return help(commands, [name], context)
  try {
    return await command.run(args, context)
  } catch (error) {
    if (error instanceof UsageError) {
      context.tell(`${error.message}\nUsage:\n${usageLines(command)}`)
      return 2
    }
    context.tell(explain(error))
    return 1
  }
}

function help(commands: readonly Command[], [name]: string[], context: CommandContext): number {
  if (name === undefined) {
    const width = Math.max(...commands.map(({ name }) => name.length))
    context.print('Kaihub, the open-AI platform that anyone can run themselves\n')
    context.print('Usage: kaihub COMMAND [...]\n')
    for (const { name, summary } of commands) context.print(`  ${name.padEnd(width)}  ${summary}`)
    context.print('\nMore about one of them: kaihub help COMMAND')
    return 0
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) return refuse(commands, name, context)
  context.print(`kaihub ${command.name}: ${command.summary}\n`)
  context.print(`Usage:\n${usageLines(command)}`)
  if (command.explanation) context.print(`\n${command.explanation}`)
  return 0
}

function refuse(commands: readonly Command[], name: string, { tell }: CommandContext): number {
  const meant = closestWord(name, ['help', ...commands.map((command) => command.name)])
  tell(`kaihub has no command "${name}".${meant ? ` Did you mean "kaihub ${meant}"?` : ''}`)
  tell('All commands: kaihub help')
  return 2
}

const usageLines = ({ usage }: Command): string =>
  usage
    .split('\n')
    .map((line) => `  kaihub ${line}`)
    .join('\n')

/** What an operator can act on, as sentences; a surprise with its stack, for whoever mends it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `Kaihub failed: ${String(error)}`
  const isExpected = error instanceof ConfigError || isHubError(error) || error.constructor === Error || 'code' in error
  if (!isExpected) return `Kaihub failed: ${error.stack ?? error.message}`
  const cause = error.cause instanceof Error ? `\n${explain(error.cause)}` : ''
  return `${error.message}${cause}`
}
