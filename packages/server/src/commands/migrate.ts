import { openHub } from '../hub.ts'
import { readArguments } from './verbs.ts'
import type { Command } from './command.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database to what this release knows',
  usage: 'migrate',
  explanation: 'Serving does this by itself when it starts. Here it can be done ahead of time, and its failure seen.',
  run: async (args, context) => {
    readArguments(args, {}, [])
    const config = context.loadConfig()
    // a hub opens on an up-to-date database or not at all
    await using hub = await openHub(config, { log: context.createLog(config), role: 'command' })
    if (hub) context.tell('The database is up to date.')
    return 0
  },
}
