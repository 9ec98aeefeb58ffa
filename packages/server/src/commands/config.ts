import { describeConfig } from '../config/index.ts'
import { readArguments } from './verbs.ts'
import type { Command } from './command.ts'

export const config: Command = {
  name: 'config',
  summary: 'show every setting, its value and what it means',
  usage: 'config',
  explanation: 'Settings come from the environment, and from a file .env in the working directory where it is silent.',
  run: async (args, context) => {
    readArguments(args, {}, [])
    for (const line of describeConfig(context.loadConfig())) context.print(line)
    return 0
  },
}
