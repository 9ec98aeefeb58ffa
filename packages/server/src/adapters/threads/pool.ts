import { availableParallelism } from 'node:os'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import type { Task, Threads } from '../../ports/threads.ts'
import type { Answer, Order } from './thread.ts'

type Waiting = { resolve: (value: never) => void; reject: (error: unknown) => void }
type Thread = {
  tasks: Map<number, Waiting[]>
  /** the promise settles with the reply to this order */
  ask: <Value>(order: Order) => Promise<Value>
  tell: (order: Order) => void
  forget: (task: number) => void
  kill: () => void
}

/** One core is left to the main thread, which receives and sends the bytes. */
const mostThreads = Math.min(8, Math.max(1, availableParallelism() - 1))

/** Threads start when first needed, then stay. A task stays in one thread. */
export function createThreads(most: number = mostThreads, bounds: ResourceLimits = {}): Threads {
  const threads = new Set<Thread>()
  let tasksBegun = 0

  function leastBusy(): Thread {
    const [idlest] = [...threads].toSorted((a, b) => a.tasks.size - b.tasks.size)
    if (idlest && (idlest.tasks.size === 0 || threads.size >= most)) return idlest
    const thread = startThread(bounds, () => threads.delete(thread))
    threads.add(thread)
    return thread
  }

  function begin<Message, Reply, Result>(job: URL, input: unknown): Task<Message, Reply, Result> {
    const thread = leastBusy()
    const task = (tasksBegun += 1)
    thread.tasks.set(task, [])
    thread.tell({ task, does: 'begin', job: job.href, input })
    return {
      feed: (message) => thread.ask({ task, does: 'feed', message }),
      end: () => thread.ask<Result>({ task, does: 'end' }).finally(() => thread.forget(task)),
      drop: () => {
        if (!thread.tasks.has(task)) return
        thread.tell({ task, does: 'drop' })
        thread.forget(task)
      },
      kill: () => thread.tasks.has(task) && thread.kill(),
    }
  }

  return { begin }
}

function startThread(bounds: ResourceLimits, onLost: () => void): Thread {
  const worker = new Worker(new URL('thread.ts', import.meta.url), { resourceLimits: bounds })
  const tasks = new Map<number, Waiting[]>()

  /** An idle thread does not keep the process alive. */
  function rest(): void {
    if (tasks.values().every((waiting) => waiting.length === 0)) worker.unref()
  }

  function forget(task: number, error: unknown = new Error('The task was dropped')): void {
    const waiting = tasks.get(task) ?? []
    tasks.delete(task)
    for (const { reject } of waiting) reject(error)
    rest()
  }

  function lose(error: unknown): void {
    onLost()
    for (const task of tasks.keys()) forget(task, error)
  }

  worker.on('message', ({ task, failure, value }: Answer) => {
    const waiting = tasks.get(task)?.shift()
    rest()
    if (failure) waiting?.reject(Object.assign(new Error(failure.message), failure))
    else waiting?.resolve(value as never)
  })
  // Lost with all that runs in it; the next task gets a new one.
  worker.on('error', lose)
  worker.on('exit', () => lose(new Error('A thread of the hub ended unexpectedly')))
  worker.unref()

  const tell = (order: Order): void => worker.postMessage(order)
  const ask = <Value>(order: Order): Promise<Value> =>
    new Promise((resolve, reject) => {
      const waiting = tasks.get(order.task)
      if (!waiting) return reject(new Error('A task was used after its end, or its thread is gone'))
      waiting.push({ resolve, reject })
      worker.ref()
      tell(order)
    })
  const kill = (): void => {
    lose(new Error('The thread was ended'))
    void worker.terminate()
  }
  return { tasks, ask, tell, forget, kill }
}

/** One set of threads for the whole process, as it has only so many cores: for what is published. */
export const threads: Threads = createThreads()

/** For what is read and compared: however much it is, publishing goes on. */
export const readThreads: Threads = createThreads(2)
