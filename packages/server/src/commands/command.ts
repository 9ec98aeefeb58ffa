import type { Config } from '../config/index.ts'
import type { Log } from '../kit/log.ts'

/** What a command is given to work with. The configuration is read when first asked for: help works without it. */
export type CommandContext = {
  loadConfig: () => Config
  createLog: (config: Config) => Log
  /** results: standard output, and nothing else there, so that scripts can read it */
  print: (line: string) => void
  /** for people: standard error */
  tell: (line: string) => void
  readStandardInput: () => Promise<string>
  now: () => Date
}

export type Command = {
  name: string
  summary: string
  /** every way to call it, one per line, without `kaihub` */
  usage: string
  /** what `kaihub help <name>` adds */
  explanation?: string
  /** @returns the exit status: 0 done, 1 refused or failed, 2 not understood */
  run: (args: string[], context: CommandContext) => Promise<number>
}
