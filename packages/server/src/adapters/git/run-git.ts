import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { HubError } from '../../kit/errors.ts'

/** https://git-scm.com/docs/git#_environment_variables: nothing of the caller's; programs are where systems put them */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ADVICE: '0',
}

/** What is hostile may neither fill the memory nor compute for ever: seconds of CPU, KiB besides mapped files. */
const bounds = { cpuSeconds: 900, memoryKib: 4 * 1024 * 1024 }

export type GitRun = {
  folder: string
  args: readonly string[]
  env?: Record<string, string>
  input?: AsyncIterable<Uint8Array> | Iterable<string>
  signal?: AbortSignal | undefined
  /** lets everybody else go first */
  isBackground?: boolean
  cpuSeconds?: number
  /** less memory than others may have */
  memoryKib?: number
  /** exit codes that are an answer and no failure */
  answers?: readonly number[]
}

export class GitFailed extends Error {
  readonly said: string
  constructor(args: readonly string[], code: number | string | null, said: string) {
    super(`git ${args[0]} ended with ${code}: ${said}`.slice(0, 4000))
    this.name = 'GitFailed'
    this.said = said
  }
}

export type GitEnd = { code: number; said: string }

/** Runs git and yields what it prints, part by part; ends with its exit code and its words. Stopping early ends the program. */
export async function* runGit(run: GitRun): AsyncGenerator<Uint8Array, GitEnd> {
  const child = start(run)
  const ended = endOf(child)
  const stop = (): void => kill(child)
  run.signal?.addEventListener('abort', stop)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 16_000)))
  const feeding = feed(child, run.input)
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>
    const code = await ended
    if (run.signal?.aborted) throw new HubError('UploadIncomplete', 'The client hung up.')
    // A source that failed is why git failed.
    await feeding.failure()
    if (code !== 0 && !run.answers?.includes(code as number)) throw new GitFailed(run.args, code, said.trim())
    return { code: code as number, said: said.trim() }
  } finally {
    run.signal?.removeEventListener('abort', stop)
    feeding.stop()
    stop()
    await ended.catch(() => {})
  }
}

/** Runs git to its end; the answer is what it printed. */
export async function askGit(run: GitRun): Promise<{ code: number; output: Buffer }> {
  const parts: Uint8Array[] = []
  const running = runGit(run)
  for (;;) {
    const step = await running.next()
    if (step.done) return { code: step.value.code, output: Buffer.concat(parts) }
    parts.push(step.value)
  }
}

function start({
  folder,
  args,
  env,
  signal,
  isBackground = false,
  cpuSeconds = bounds.cpuSeconds,
  memoryKib = bounds.memoryKib,
}: GitRun): ChildProcessWithoutNullStreams {
  signal?.throwIfAborted()
  // A group of its own: git's own children go with it.
  const bounded = `ulimit -t ${cpuSeconds}; ulimit -d ${memoryKib}; exec`
  const script = `${bounded} ${isBackground ? 'nice -n 10 ' : ''}git "$@"`
  return spawn('/bin/sh', ['-c', script, 'sh', ...args], {
    cwd: folder,
    env: { ...environment, ...env },
    stdio: 'pipe',
    detached: true,
  })
}

const endOf = (child: ChildProcessWithoutNullStreams): Promise<number | string | null> =>
  new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve(code ?? signal))
  })

function kill(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // it ended in this moment
  }
}

/** Writes the input as git takes it. Parts may be reused once the next is asked for. */
function feed({ stdin }: ChildProcessWithoutNullStreams, input: GitRun['input'] = []) {
  let failure: unknown
  let stopped = false
  // Git may end before it has read everything; its exit says why.
  stdin.on('error', () => (stopped = true))
  const closed = new Promise<void>((resolve) => stdin.once('close', resolve))
  const write = (part: Uint8Array | string): Promise<unknown> =>
    Promise.race([new Promise((resolve) => stdin.write(part, resolve)), closed])
  const work = (async () => {
    for await (const part of input) {
      if (stopped) return
      await write(part)
    }
  })().then(
    () => stdin.end(),
    (error: unknown) => {
      failure = error ?? new Error('the input failed')
      stdin.destroy()
    },
  )
  return {
    stop: () => {
      stopped = true
      stdin.destroy()
      void work
    },
    failure: async () => {
      if (failure) throw failure
    },
  }
}
