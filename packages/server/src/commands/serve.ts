import { limits } from '../config/index.ts'
import { openHub } from '../hub.ts'
import { readArguments } from './verbs.ts'
import type { Hub } from '../hub.ts'
import type { Command, CommandContext } from './command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'run the hub until it is told to stop (Ctrl-C or SIGTERM)',
  usage: 'serve',
  explanation: 'Requests under way may finish when it is told to stop; told a second time, it stops at once.',
  run: async (args, context) => {
    readArguments(args, {}, [])
    const config = context.loadConfig()
    const log = context.createLog(config)
    const stopped = firstSignal()
    // One forgotten promise must not take a hub down that serves everybody else.
    process.on('unhandledRejection', (error) => log.error('A failure that nobody handled', { error }))
    await using hub = await openHub(config, { log, role: 'serve' })
    const { url, sshUrl } = await hub.listen()
    context.print(`Kaihub is ready at ${url}`)
    if (sshUrl) context.print(`Git over SSH is ready at ${sshUrl}`)
    if (hub.firstStart) greet(hub.firstStart, context)
    log.info('Stopping', { signal: await stopped })
    await hub.drain(limits.drainMilliseconds)
    return 0
  },
}

/** Whoever asks twice means it: no draining, no goodbye. The database follows by itself. */
function firstSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let isStopping = false
  const hear = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    resolve(signal)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, hear)
  return promise
}

function greet({ user, password }: NonNullable<Hub['firstStart']>, { print }: CommandContext): void {
  print('')
  print('This is its first start. An administrator was made for you:')
  print(`  name                ${user}`)
  print(`  one-time password   ${password}`)
  print('')
  print('It is shown only now, and the first login must replace it by a password of your own.')
  print(`Lost it? \`npx kaihub user set-password ${user}\` makes another.`)
  print('People and access tokens: `npx kaihub user create NAME`, `npx kaihub token create --user NAME --role write`.')
}
