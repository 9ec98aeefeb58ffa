import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { Accounts } from '../features/accounts/index.ts'
import type { Repos } from '../features/repos/index.ts'
import { isHubError } from '../kit/errors.ts'

/** What a command that looks after accounts or repos works with; standard output holds results only, so scripts can read it. */
export type Desk = {
  accounts: Accounts
  repos: Repos
  print: (line: string) => void
  /** for people: standard error */
  tell: (line: string) => void
  readStandardInput: () => Promise<string>
  now: () => Date
}

export type Verb = { usage: string; run: (args: string[], desk: Desk) => Promise<void> }

/** `kaihub user create …`: a noun and its verbs. */
export type Noun = { name: string; summary: string; verbs: Record<string, Verb> }

export const usageOf = (noun: Noun): string =>
  Object.values(noun.verbs)
    .map(({ usage }) => `  kaihub ${noun.name} ${usage}`)
    .join('\n')

/** @returns the exit status: 0 done, 1 refused, 2 not understood */
export async function runVerb(noun: Noun, [name = '', ...args]: string[], desk: Desk): Promise<number> {
  const verb = Object.hasOwn(noun.verbs, name) ? noun.verbs[name] : undefined
  if (!verb) {
    desk.tell(`Usage:\n${usageOf(noun)}`)
    return 2
  }
  try {
    await verb.run(args, desk)
    return 0
  } catch (error) {
    if (isHubError(error)) desk.tell(error.message)
    else if (error instanceof UsageError) desk.tell(`${error.message}\nUsage: kaihub ${noun.name} ${verb.usage}`)
    else throw error
    return error instanceof UsageError ? 2 : 1
  }
}

export class UsageError extends Error {}

/** Options as `node:util` reads them, and exactly the named positional arguments. @throws UsageError */
export function readArguments<Options extends ParseArgsOptionsConfig, Name extends string>(
  args: string[],
  options: Options,
  names: readonly Name[],
) {
  const { values, positionals } = parse(args, options)
  if (positionals.length < names.length) throw new UsageError(`${names[positionals.length]!} is missing.`)
  if (positionals.length > names.length) throw new UsageError(`"${positionals[names.length]}" is too much.`)
  const named = Object.fromEntries(names.map((name, index) => [name, positionals[index]])) as Record<Name, string>
  return { options: values, ...named }
}

function parse<Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** One of a few words, or the usage. */
export function oneOf<Word extends string>(words: readonly Word[], given: string | undefined, what: string): Word {
  const found = words.find((word) => word === given)
  if (found === undefined) throw new UsageError(`${what} must be one of: ${words.join(', ')}.`)
  return found
}
