import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { run } from './process-tree.ts'

const root = path.join(import.meta.dirname, '..')
/** `node scripts/e2e-clients.ts` installs it: the newest huggingface_hub with hf_xet. */
const python = path.join(root, '.cache/e2e/py2/bin/python')

export type PythonHome = { home: string; url: string; token: string; disableXet?: boolean }

/** huggingface_hub in a process of its own. `home` holds what it remembers: another home is another machine. */
export async function runPython(script: 'upload' | 'download', args: string[], client: PythonHome): Promise<string> {
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HF_HOME: client.home,
    HF_ENDPOINT: client.url,
    HF_TOKEN: client.token,
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    ...(client.disableXet ? { HF_HUB_DISABLE_XET: '1' } : {}),
  }
  return run(python, [path.join(import.meta.dirname, `python/${script}.py`), ...args], { env })
}

export async function newHome(folder: string) {
  const home = await mkdtemp(path.join(folder, 'home-'))
  return { home, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) }
}
