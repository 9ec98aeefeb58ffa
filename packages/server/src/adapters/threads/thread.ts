/** The inside of a thread: takes messages of `pool.ts` and runs the jobs they name. */
import { parentPort } from 'node:worker_threads'
import type { Begin, Work } from '../../ports/threads.ts'

export type Order =
  | { task: number; does: 'begin'; job: string; input: unknown }
  | { task: number; does: 'feed'; message: unknown }
  | { task: number; does: 'end' | 'drop' }

export type Failure = { name: string; message: string; stack: string | undefined }
export type Answer = { task: number; value?: unknown; failure?: Failure }

type Worker = Work<unknown, unknown, unknown>

/** What a task does next waits for what it does now. */
const tasks = new Map<number, Promise<Worker>>()

async function begin(job: string, input: unknown): Promise<Worker> {
  const { begin: start } = (await import(job)) as { begin: Begin<unknown, unknown, unknown, unknown> }
  return start(input)
}

async function obey(order: Order): Promise<unknown> {
  if (order.does === 'begin') return void tasks.set(order.task, settled(begin(order.job, order.input)))
  const current = tasks.get(order.task)
  if (!current) return
  if (order.does === 'feed') {
    const reply = current.then((work) => work.feed(order.message))
    tasks.set(order.task, settled(reply.then(() => current)))
    return reply
  }
  tasks.delete(order.task)
  return order.does === 'end' ? (await current).end() : undefined
}

/** A message between threads keeps no more of an error of ours than its text. */
function describe(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}

/** A failure is told by the reply to whoever asks next; here it must not count as unhandled. */
function settled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {})
  return promise
}

parentPort?.on('message', (order: Order) => {
  const reply = (answer: Omit<Answer, 'task'>): void => parentPort?.postMessage({ task: order.task, ...answer })
  const said = obey(order)
  if (order.does === 'begin' || order.does === 'drop') return
  said.then(
    (value) => reply({ value }),
    (error: unknown) => reply({ failure: describe(error) }),
  )
})
