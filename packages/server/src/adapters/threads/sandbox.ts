import { limits } from '../../config/limits.ts'
import { createGate } from '../../kit/gate.ts'
import { JobFailed, type Sandbox } from '../../ports/threads.ts'
import { createThreads } from './pool.ts'

type SandboxOptions = { most: number; waiting: number; busy: string; heapMegabytes?: number }

/** As many threads as jobs are let in: each has one of its own. */
export function createSandbox({ heapMegabytes = limits.renderHeapMegabytes, ...options }: SandboxOptions): Sandbox {
  const threads = createThreads(options.most, { maxOldGenerationSizeMb: heapMegabytes })
  const gate = createGate(options)
  return {
    run: async (job, input, milliseconds) => {
      using _place = await gate.enter()
      const task = threads.begin(job, await input())
      try {
        await task.feed(null)
      } catch (error) {
        task.drop()
        throw error
      }
      const timer = setTimeout(() => task.kill(), milliseconds)
      try {
        return await task.end()
      } catch (cause) {
        throw new JobFailed(cause)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/** For cards, notebooks and source. */
export const renderSandbox = createSandbox({
  most: limits.rendersAtOnce,
  waiting: limits.rendersWaiting,
  busy: 'Too much is being rendered: try again soon.',
})

/** For templates of chats, which are small programs: they never hold up a card. */
export const templateSandbox = createSandbox({
  most: 1,
  waiting: limits.templatesWaiting,
  busy: 'Too many chat templates are being tried: try again soon.',
})
