/// <reference lib="webworker" />
// The thread of the page that reads, hashes and sends: the page itself stays free.
// oxlint-disable-next-line import/no-unassigned-import -- it makes a global
import './buffer.ts'
import type { Order, Report } from './orders.ts'
import type { Progress } from './progress.ts'
import type { Publisher } from './publisher.ts'

const tellEveryMilliseconds = 150

const page = self as unknown as DedicatedWorkerGlobalScope
let publisher: Publisher | null = null
let running = new AbortController()
let gate: PromiseWithResolvers<void> | null = null
let told: Map<string, string> = new Map()
let latest: Progress | null = null
let telling: ReturnType<typeof setTimeout> | undefined

const report = (message: Report): void => page.postMessage(message)

page.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.does === 'pause') gate ??= Promise.withResolvers<void>()
  else {
    if (data.does === 'cancel') running.abort(new DOMException('Cancelled', 'AbortError'))
    gate?.resolve()
    gate = null
    if (data.does === 'start' || data.does === 'again') void start(data)
  }
})

async function start(order: Order): Promise<void> {
  running = new AbortController()
  told = new Map()
  try {
    if (order.does === 'start') {
      // After Buffer is there.
      const [{ createDoor }, { createPublisher }, { sendByXhr }] = await Promise.all([
        import('./door.ts'),
        import('./publisher.ts'),
        import('./send-by-xhr.ts'),
      ])
      const door = createDoor({ url: location.origin, sendBytes: sendByXhr, fetch: fetch.bind(globalThis) })
      publisher = createPublisher(order.request, { door, onProgress: tell, whilePaused: async () => gate?.promise })
    }
    const committed = await publisher!.run(running.signal)
    tellNow()
    report({ says: 'done', committed })
  } catch (error) {
    tellNow()
    const { message, name, status = 0, code = '' } = error as Error & { status?: number; code?: string }
    report({ says: 'failed', message, code: name === 'AbortError' ? 'Cancelled' : code, status })
  }
}

/** A few times a second, and only of files that something happened to. */
function tell(progress: Progress): void {
  latest = progress
  telling ??= setTimeout(tellNow, tellEveryMilliseconds)
}

function tellNow(): void {
  clearTimeout(telling)
  telling = undefined
  if (!latest) return
  const { files, ...sums } = latest
  latest = null
  const changed = [...files].filter(([path, { state, read }]) => {
    const text = `${state} ${read}`
    if (told.get(path) === text) return false
    told.set(path, text)
    return true
  })
  report({ says: 'progress', sums, changed })
}
