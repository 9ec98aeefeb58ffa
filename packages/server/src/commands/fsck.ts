import { openHub } from '../hub.ts'
import type { Command } from './command.ts'
import { readArguments } from './verbs.ts'

/** Finds damage and tells whom it hurts; changes nothing. */
export const fsck: Command = {
  name: 'fsck',
  summary: 'walk every repository, hash every object again, report damage',
  usage: 'fsck',
  explanation:
    'Reads everything the hub keeps, beside a running hub too. Exits with 1 when something is damaged.\n' +
    'Strays are bytes that no upload was acknowledged for; they do no harm.',
  run: async (args, context) => {
    readArguments(args, {}, [])
    const config = context.loadConfig()
    await using hub = await openHub(config, { log: context.createLog(config), role: 'command' })
    const report = await hub.services.content.checkStorage(({ repo, what }) =>
      context.print(`damaged: ${repo ?? 'no repository'}: ${what}`),
    )
    const { repos, gitObjects, objects, bytes, strays, damage } = report
    context.print(
      `${repos} repositories, ${gitObjects} git objects, ${objects} objects of ${bytes} bytes, ${strays} strays: ` +
        (damage === 0 ? 'all whole' : `${damage} damaged`),
    )
    return damage === 0 ? 0 : 1
  },
}
