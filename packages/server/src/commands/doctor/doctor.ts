import { readArguments } from '../verbs.ts'
import { checkDatabase } from './database.ts'
import { checkMachine } from './machine.ts'
import { checkNetwork } from './network.ts'
import { checkStorage } from './storage.ts'
import type { Command, CommandContext } from '../command.ts'
import type { Finding } from './finding.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'check whether this machine can run the hub, and say what to do',
  usage: 'doctor',
  explanation: 'Tries what a hub would do and removes it again. The exit status is 1 when something failed.',
  run: async (args, context) => {
    readArguments(args, {}, [])
    const config = context.loadConfig()
    let failures = 0
    const groups = [
      () => checkMachine(context.now()),
      () => checkStorage(config.dataFolder),
      () => checkNetwork(config),
      () => checkDatabase(config),
    ]
    for (const check of groups) {
      const findings = await check()
      for (const finding of findings) show(finding, context)
      failures += findings.filter(({ level }) => level === 'fail').length
    }
    if (failures > 0) context.tell(`${failures === 1 ? 'One thing' : `${failures} things`} must be mended first.`)
    return failures > 0 ? 1 : 0
  },
}

function show({ level, what, advice }: Finding, { print }: CommandContext): void {
  print(`${level.padEnd(4)}  ${what}`)
  if (advice) print(`      → ${advice}`)
}
