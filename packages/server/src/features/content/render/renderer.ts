import { limits } from '../../../config/limits.ts'
import { JobFailed, type Sandbox } from '../../../ports/threads.ts'
import { createMemory } from '../memory.ts'
import { bytesOf, renderJob, type RenderInput, type View } from './render-job.ts'

type GetInput = () => Promise<RenderInput>
/** As meant, or as a plain text because that failed. */
type Rendered = { view: View; failed: boolean }

/** Turns texts into views, and remembers what came of them. */
export function createRenderer(
  sandbox: Sandbox,
  limit: { milliseconds: number } = { milliseconds: limits.renderMilliseconds },
) {
  const remembered = createMemory<Rendered>({
    mostBytes: limits.renderCacheBytes,
    bytesOf: ({ view }) => 2 * bytesOf(view),
    // On a calmer machine the same text may be done in time.
    keepFor: ({ failed }) => (failed ? limits.renderRetryMilliseconds : Infinity),
  })

  /** A text that cannot be rendered, or not in time, is shown as it is. */
  async function renderOrShow(input: GetInput): Promise<Rendered> {
    let ready: Promise<RenderInput> | undefined
    const once: GetInput = () => (ready ??= input())
    try {
      return { view: await sandbox.run(renderJob, once, limit.milliseconds), failed: false }
    } catch (error) {
      if (!(error instanceof JobFailed)) throw error
      const plain = async (): Promise<RenderInput> => ({ ...(await once()), as: 'plain' })
      return { view: await sandbox.run(renderJob, plain, limit.milliseconds), failed: true }
    }
  }

  return {
    /** `key` names the text and everything else the view depends on. */
    cached: async (key: string, input: GetInput) => (await remembered(key, () => renderOrShow(input))).view,
    render: async (input: RenderInput) => (await renderOrShow(async () => input)).view,
  }
}
