/** Processes that DuckDB runs in: it may crash, hang or swallow memory without the hub being the worse for it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import { askersSignal, stopIfLeft } from './asking.ts'
import type { Failure, Message, Order, Reply, Result } from './messages.ts'

export type Ask = Pick<Order, 'sql'> & { paths: readonly string[] } & Partial<Omit<Order, 'id' | 'paths' | 'sql'>> & {
    milliseconds?: number
  }

const usual = {
  setup: [],
  onlyTables: null,
  isPlan: false,
  isBinary: false,
  mostRows: limits.tableQueryRows,
  mostBytes: limits.tableAnswerBytes,
  cellChars: limits.tableCellChars,
  memoryMiB: limits.tableMemoryMiB,
  threads: limits.tableThreads,
}

export class QueryFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** Bytes were read that nobody had filled. */
export const isHole = (error: unknown): boolean => error instanceof QueryFailed && error.failure.kind === 'hole'

type Child = { process: ChildProcess; busy: ((reply: Reply | null) => void) | null; restTimer: NodeJS.Timeout | null }

const program = fileURLToPath(new URL('child.ts', import.meta.url))
const killAfterMilliseconds = 2000

/** As many as are asked at once. */
export function createChildren({ folder }: { folder: string }) {
  const children = new Set<Child>()
  let orders = 0
  let isClosed = false
  let prepared: Promise<void> | undefined

  /** @throws QueryFailed, HubError Unavailable */
  async function ask(wish: Ask): Promise<Result> {
    await (prepared ??= prepare(folder))
    stopIfLeft()
    if (isClosed) throw new HubError('Unavailable', 'The hub is shutting down.')
    return await askChild(idleChild(), wish)
  }

  function idleChild(): Child {
    for (const child of children) if (!child.busy) return child
    const child: Child = { process: start(folder), busy: null, restTimer: null }
    children.add(child)
    const lose = (): void => {
      children.delete(child)
      if (child.restTimer) clearTimeout(child.restTimer)
      child.busy?.(null)
    }
    child.process.on('message', (reply: Reply) => child.busy?.(reply))
    child.process.on('exit', lose)
    child.process.on('error', lose)
    return child
  }

  async function askChild(child: Child, { milliseconds = limits.tableMilliseconds, ...wish }: Ask): Promise<Result> {
    const order: Order = { ...usual, ...wish, paths: [...wish.paths], id: (orders += 1) }
    const send = (message: Message): void => void child.process.send?.(message, () => {})
    if (child.restTimer) clearTimeout(child.restTimer)
    hold(child.process)
    using watch = watchOver(child.process, () => send({ interrupt: order.id }), milliseconds)
    const reply = await new Promise<Reply | null>((resolve) => {
      child.busy = resolve
      send({ order })
    })
    child.busy = null
    if (reply && 'result' in reply) {
      rest(child)
      return reply.result
    }
    // What a query that went wrong leaves behind in memory is nobody's next concern.
    if (watch.isLate() || reply?.failure.kind === 'memory') drop(child)
    else if (children.has(child)) rest(child)
    stopIfLeft()
    if (watch.isLate())
      throw new QueryFailed({
        kind: 'interrupted',
        message: `stopped after ${Math.round(milliseconds / 1000)} seconds`,
      })
    if (reply) throw new QueryFailed(reply.failure)
    if (!(await canStart()))
      throw new HubError('Unavailable', 'This hub cannot read tables: DuckDB is not installed beside it.')
    throw new QueryFailed({ kind: 'memory', message: 'it needed too much memory' })
  }

  function drop(child: Child): void {
    children.delete(child)
    child.process.kill('SIGKILL')
  }

  return {
    ask,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      isClosed = true
      for (const { process } of children) process.kill('SIGKILL')
    },
  }
}

/** What takes too long, and what nobody waits for any more, is interrupted; a child that does not hear it is killed. */
function watchOver(child: ChildProcess, interrupt: () => void, milliseconds: number) {
  let isLate = false
  let killTimer: NodeJS.Timeout | undefined
  const stop = (): void => {
    interrupt()
    killTimer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds)
  }
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, milliseconds)
  const signal = askersSignal()
  signal?.addEventListener('abort', stop)
  return {
    isLate: () => isLate,
    [Symbol.dispose]: () => {
      signal?.removeEventListener('abort', stop)
      clearTimeout(timer)
      clearTimeout(killTimer)
    },
  }
}

async function prepare(folder: string): Promise<void> {
  await rm(join(folder, 'temp'), { recursive: true, force: true })
  await mkdir(join(folder, 'temp'), { recursive: true })
}

/** An idle child does not keep the hub alive, and goes after a while: memory is for others. */
function rest(child: Child): void {
  child.process.unref()
  child.process.channel?.unref()
  child.restTimer = setTimeout(() => child.process.disconnect(), limits.tableChildIdleMilliseconds)
  child.restTimer.unref()
}

export type Children = ReturnType<typeof createChildren>

function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

/** A shell limits its memory, as DuckDB's own limit leaves out long texts, and its files; of our environment it gets nothing. */
function start(folder: string): ChildProcess {
  const [kibibytes, fileBlocks] = [limits.tableProcessMiB * 1024, limits.tableTextBytes / 512]
  const child = spawn(
    '/bin/sh',
    ['-c', `ulimit -d ${kibibytes} 2>/dev/null; ulimit -f ${fileBlocks}; exec "$0" "$@"`, process.execPath, program],
    {
      cwd: folder,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    },
  )
  // Whoever runs out of memory, it should not be the hub.
  if (child.pid) void writeFile(`/proc/${child.pid}/oom_score_adj`, '1000').catch(() => {})
  return child
}

let loads: Promise<boolean> | undefined
/** Asked only when a child died: whether it is DuckDB that is not there. */
const canStart = (): Promise<boolean> => (loads ??= isInstalled())

async function isInstalled(): Promise<boolean> {
  try {
    await readFile(fileURLToPath(import.meta.resolve('@duckdb/node-api/package.json')))
    return true
  } catch {
    return false
  }
}
