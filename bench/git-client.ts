import { run } from './process-tree.ts'

/** Runs git as on a fresh machine: nobody's configuration, no questions, and no tidying up in the background. */
export function git(args: string[], settings: Record<string, string> = {}): Promise<string> {
  const entries = Object.entries({ 'gc.auto': '0', 'maintenance.auto': 'false', ...settings })
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(entries.length),
  }
  for (const [at, [key, value]] of entries.entries()) {
    env[`GIT_CONFIG_KEY_${at}`] = key
    env[`GIT_CONFIG_VALUE_${at}`] = value
  }
  return run('git', args, { env })
}
