import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from '../config/index.ts'
import { HubError } from '../kit/errors.ts'
import { silentLog } from '../kit/log.ts'
import { runCommandLine } from './run-command-line.ts'
import { commands as realCommands } from './table.ts'
import { readArguments } from './verbs.ts'
import type { Command } from './command.ts'

const greet: Command = {
  name: 'greet',
  summary: 'say hello',
  usage: 'greet NAME\ngreet --all',
  explanation: 'Kindly.',
  run: async (args, { print }) => {
    const { NAME } = readArguments(args, {}, ['NAME'])
    if (NAME === 'nobody') throw new Error('nobody is there', { cause: new Error('they left') })
    if (NAME === 'stranger') throw new HubError('AccessDenied', 'Not to strangers.')
    if (NAME === 'bug') throw new TypeError('oops')
    print(`hello ${NAME}`)
    return 0
  },
}

async function run(line: string, commands: readonly Command[] = [greet], env: Record<string, string> = {}) {
  const [out, told]: [string[], string[]] = [[], []]
  const status = await runCommandLine(commands, line.split(' ').filter(Boolean), {
    loadConfig: () => loadConfig(env),
    createLog: () => silentLog,
    print: (text) => void out.push(text),
    tell: (text) => void told.push(text),
    readStandardInput: async () => '',
    now: () => new Date(),
  })
  return { status, out: out.join('\n'), told: told.join('\n') }
}

test('no command, help and --help list all commands', async () => {
  for (const line of ['', 'help', '--help', '-h']) {
    const { status, out } = await run(line)
    assert.equal(status, 0)
    assert.match(out, /^ {2}greet {2}say hello$/m)
  }
})

test('help for one command shows every way to call it', async () => {
  for (const line of ['help greet', 'greet --help', 'greet you -h']) {
    const { status, out } = await run(line)
    assert.equal(status, 0)
    assert.match(out, /Usage:\n {2}kaihub greet NAME\n {2}kaihub greet --all\n\nKindly\./)
  }
})

test('an unknown command is told with what may have been meant', async () => {
  for (const line of ['great', 'help great']) {
    const { status, told } = await run(line)
    assert.equal(status, 2)
    assert.match(told, /kaihub has no command "great"\. Did you mean "kaihub greet"\?/)
  }
  assert.doesNotMatch((await run('frobnicate')).told, /mean/)
})

test('a command that cannot be understood shows its usage', async () => {
  for (const line of ['greet', 'greet you all', 'greet --loud you']) {
    const { status, told } = await run(line)
    assert.equal(status, 2)
    assert.match(told, /Usage:\n {2}kaihub greet NAME/)
  }
})

test('what an operator can mend is told in sentences, a surprise with its stack', async () => {
  assert.deepEqual(await run('greet nobody'), { status: 1, out: '', told: 'nobody is there\nthey left' })
  assert.deepEqual(await run('greet stranger'), { status: 1, out: '', told: 'Not to strangers.' })
  const { status, told } = await run('greet bug')
  assert.equal(status, 1)
  assert.match(told, /Kaihub failed: TypeError: oops\n {4}at /)
})

test('the real commands: faults of the configuration are all told, secrets are not', async () => {
  const faulty = await run('config', realCommands, { KAIHUB_PORT: 'x', KAIHUB_PROT: '1' })
  assert.equal(faulty.status, 1)
  assert.match(faulty.told, /KAIHUB_PORT must be.*\n.*did you mean KAIHUB_PORT\?/)
  const { status, out } = await run('config', realCommands, { KAIHUB_DATABASE_URL: 'postgres://a:hunter2@b/c' })
  assert.equal(status, 0)
  assert.match(out, /KAIHUB_DATABASE_URL +\[hidden\]/)
  assert.doesNotMatch(out, /hunter2/)
})

test('a noun without a known verb shows its verbs and opens nothing', async () => {
  const { status, told } = await run('user frobnicate', realCommands, { KAIHUB_DATA: '/nonexistent' })
  assert.equal(status, 2)
  assert.match(told, /kaihub user create NAME/)
})
