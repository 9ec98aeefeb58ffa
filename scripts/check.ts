// Everything that must hold before a change goes in: `npm run check`. Prints one line per step, and all of its output
// when it fails; goes on after a failure, so that one run shows every fault.
import { spawn } from 'node:child_process'
import { styleText } from 'node:util'

type Step = { name: string; command: string; args: string[]; live?: boolean }
type Outcome = { passed: boolean; output: string }

const node = process.execPath
const bin = (name: string): string => `node_modules/.bin/${name}`

const steps: Step[] = [
  { name: 'format', command: bin('oxfmt'), args: ['--check'] },
  { name: 'lint', command: 'npm', args: ['run', '--silent', 'lint'] },
  { name: 'types', command: node, args: ['node_modules/typescript-7/bin/tsc'] },
  { name: 'types of the site', command: 'npm', args: ['run', '--silent', 'check', '-w', 'packages/web'] },
  { name: 'architecture', command: node, args: ['--test', 'packages/server/src/architecture.test.ts'] },
  { name: 'dead code', command: bin('knip'), args: [] },
  { name: 'tests', command: 'npm', args: ['test'], live: true },
]

async function main(wanted: string[]): Promise<number> {
  const failed: string[] = []
  for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    if (!(await runStep(step))) failed.push(step.name)
  if (failed.length > 0) console.log(styleText('red', `failed: ${failed.join(', ')}`))
  return failed.length > 0 ? 1 : 0
}

async function runStep(step: Step): Promise<boolean> {
  const start = performance.now()
  const { passed, output } = await runCommand(step)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const line = `${passed ? '✔' : '✖'} ${step.name} (${seconds} s)`
  console.log(styleText(passed ? 'green' : 'red', line))
  if (!passed) process.stdout.write(output)
  return passed
}

function runCommand({ command, args, live = false }: Step): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const child = spawn(command, args, { stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'] })
  const parts: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => parts.push(part))
  child.stderr?.on('data', (part: Buffer) => parts.push(part))
  child.on('error', reject)
  child.on('close', (status) => resolve({ passed: status === 0, output: Buffer.concat(parts).toString() }))
  return promise
}

process.exitCode = await main(process.argv.slice(2))
