import { openHub } from '../hub.ts'
import { runVerb, usageOf } from './verbs.ts'
import type { Command } from './command.ts'
import type { Noun } from './verbs.ts'

/** A noun and its verbs as a command: opens the hub for one errand, beside a serving one if there is. */
export const deskCommand = (noun: Noun): Command => ({
  name: noun.name,
  summary: noun.summary,
  usage: Object.values(noun.verbs)
    .map(({ usage }) => `${noun.name} ${usage}`)
    .join('\n'),
  run: async (args, context) => {
    // what cannot be understood is told before a database is started for it
    if (!Object.hasOwn(noun.verbs, args[0] ?? '')) {
      context.tell(`Usage:\n${usageOf(noun)}`)
      return 2
    }
    const config = context.loadConfig()
    await using hub = await openHub(config, { log: context.createLog(config), role: 'command' })
    const { accounts, repos } = hub.services
    return await runVerb(noun, args, { ...context, accounts, repos })
  },
})
