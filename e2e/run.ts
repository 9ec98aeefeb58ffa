/** Other people's programs, run to their end. */
import { spawn } from 'node:child_process'

export type RunOptions = {
  env: Record<string, string>
  cwd?: string
  input?: string
  seconds?: number
  fails?: boolean
}

export type Ran = { stdout: string; stderr: string; code: number | null }

const defaultSeconds = 300

/** Rejects with everything the program said when it does not end as expected: well, or with `fails`, badly. */
export const runCommand = async (command: string, args: string[], options: RunOptions): Promise<Ran> => {
  const { env, cwd, input = '', seconds = defaultSeconds, fails = false } = options
  const child = spawn(command, args, { env, cwd, timeout: seconds * 1000, killSignal: 'SIGKILL' })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text))
  }
  child.stdin.on('error', () => {}).end(input)
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  if ((code === 0) === fails) {
    const line = [command, ...args].join(' ')
    throw new Error(`${line}\nended with ${code}:\n${last(said.stdout)}\n${last(said.stderr)}`)
  }
  return { ...said, code }
}

const last = (text: string): string => (text.length > 8000 ? `…${text.slice(-8000)}` : text)
