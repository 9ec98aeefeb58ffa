import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Threads } from '../../../ports/threads.ts'
import { bytesOf, renderJob, type RenderInput, type View } from './render-job.ts'

/** Turns texts into views in threads of their own, one text at a time in each, and remembers what came of it. */
export function createRenderer(
  threads: Threads,
  limit: { milliseconds: number } = { milliseconds: limits.renderMilliseconds },
) {
  const known = new LRUCache<string, View>({
    maxSize: limits.renderCacheBytes,
    sizeCalculation: (view, key) => 2 * bytesOf(view) + 2 * key.length + 100,
  })
  const underWay = new Map<string, Promise<View>>()
  const takeSlot = createSlots(limits.rendersAtOnce, limits.rendersWaiting)

  /** `key` names the text and everything else the view depends on. */
  async function cached(key: string, input: () => Promise<RenderInput>): Promise<View> {
    const view = known.get(key)
    if (view) return view
    const running = underWay.get(key)
    if (running) return running
    const work = input().then((ready) => render(ready))
    underWay.set(key, work)
    try {
      const made = await work
      known.set(key, made)
      return made
    } finally {
      underWay.delete(key)
    }
  }

  /** A text that cannot be rendered, or not in time, is shown as it is. */
  async function render(input: RenderInput): Promise<View> {
    try {
      return await run(input)
    } catch (error) {
      if (error instanceof HubError) throw error
      return run({ ...input, as: 'plain' })
    }
  }

  async function run(input: RenderInput): Promise<View> {
    using _ = await takeSlot()
    const task = threads.begin(renderJob, input)
    // Answered once the thread is up and has loaded what rendering needs: only then its time runs.
    await task.feed(null)
    const timer = setTimeout(() => task.kill(), limit.milliseconds)
    try {
      return await task.end()
    } finally {
      clearTimeout(timer)
    }
  }

  return { cached, render }
}

export type Renderer = ReturnType<typeof createRenderer>

/** So many at once; the others wait their turn, but no endless line of them. */
function createSlots(most: number, mostWaiting: number) {
  let taken = 0
  const waiting: (() => void)[] = []
  const giveBack = (): void => {
    const next = waiting.shift()
    if (next) next()
    else taken -= 1
  }
  return async (): Promise<Disposable> => {
    if (taken < most) taken += 1
    else {
      if (waiting.length >= mostWaiting) throw new HubError('Unavailable', 'Too much is being rendered: try again soon')
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    return { [Symbol.dispose]: giveBack }
  }
}
