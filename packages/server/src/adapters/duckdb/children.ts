/** Processes that DuckDB runs in: it may crash, hang or swallow memory without the hub being the worse for it. */
import type { ChildProcess } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import { createOnce } from '../../kit/once.ts'
import { stopIfLeft } from './asking.ts'
import { hold, letGo, start, watchOver } from './child-process.ts'
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

const usualProgram = fileURLToPath(new URL('child.ts', import.meta.url))

export type ChildrenOptions = { folder: string; idleMilliseconds?: number; program?: string | undefined }

/** As many as are asked at once. */
export function createChildren({
  folder,
  idleMilliseconds = limits.tableChildIdleMilliseconds,
  program = usualProgram,
}: ChildrenOptions) {
  const children = new Set<Child>()
  let orders = 0
  let isClosed = false
  let keepsSpare = false
  const prepared = createOnce(() => prepare(folder))

  /** @throws QueryFailed, HubError Unavailable */
  async function ask(wish: Ask): Promise<Result> {
    await prepared()
    stopIfLeft()
    if (isClosed) throw new HubError('Unavailable', 'The hub is shutting down.')
    return await askChild(idleChild(), wish)
  }

  /** From now on one is always there: to start takes longer than to answer. */
  async function keepSpare(): Promise<void> {
    keepsSpare = true
    await prepared()
    if (!isClosed && children.size === 0) letGo(addChild().process)
  }

  function idleChild(): Child {
    for (const child of children) if (!child.busy) return child
    return addChild()
  }

  function addChild(): Child {
    const child = childOf(start(folder, program), () => children.delete(child))
    children.add(child)
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
    const isSpent = watch.isLate() || reply?.failure.kind === 'memory'
    if (isSpent && children.delete(child)) child.process.kill('SIGKILL')
    else if (children.has(child)) rest(child)
    stopIfLeft()
    if (watch.isLate()) throw late(milliseconds)
    // It died without a word.
    throw new QueryFailed(reply?.failure ?? { kind: 'memory', message: 'it needed too much memory' })
  }

  /** An idle child goes after a while with the memory it took; a fresh one takes its place. */
  function rest(child: Child): void {
    letGo(child.process)
    child.restTimer = setTimeout(() => {
      children.delete(child)
      child.process.disconnect()
      if (keepsSpare) void keepSpare()
    }, idleMilliseconds)
    child.restTimer.unref()
  }

  return {
    ask,
    keepSpare,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      isClosed = true
      for (const { process } of children) process.kill('SIGKILL')
    },
  }
}

function childOf(process: ChildProcess, onGone: () => void): Child {
  const child: Child = { process, busy: null, restTimer: null }
  const lose = (): void => {
    onGone()
    if (child.restTimer) clearTimeout(child.restTimer)
    child.busy?.(null)
  }
  process.on('message', (reply: Reply) => child.busy?.(reply))
  process.on('exit', lose)
  process.on('error', lose)
  return child
}

async function prepare(folder: string): Promise<void> {
  await rm(join(folder, 'temp'), { recursive: true, force: true })
  await mkdir(join(folder, 'temp'), { recursive: true })
}

const late = (milliseconds: number): QueryFailed =>
  new QueryFailed({ kind: 'interrupted', message: `stopped after ${Math.round(milliseconds / 1000)} seconds` })

export type Children = ReturnType<typeof createChildren>
