import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import { JobFailed, type Sandbox } from '../../../ports/threads.ts'
import { createFairTurns } from '../fair-turns.ts'
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

  const inTurn = createFairTurns({
    most: limits.rendersPerOwner,
    tooMuch: () => new HubError('Unavailable', 'Too many texts of this owner are being rendered: try again soon.'),
  })

  /** A text that cannot be rendered, or not in time, is shown as it is. */
  async function renderOrShow(input: GetInput, owner: string): Promise<Rendered> {
    let ready: Promise<RenderInput> | undefined
    const once: GetInput = () => (ready ??= input())
    const run = (from: GetInput) => inTurn(owner, () => sandbox.run(renderJob, from, limit.milliseconds))
    try {
      return { view: await run(once), failed: false }
    } catch (error) {
      if (!(error instanceof JobFailed)) throw error
      return { view: await run(async () => ({ ...(await once()), as: 'plain' })), failed: true }
    }
  }

  return {
    /** `key` names the text and everything else the view depends on, `owner` whose other texts it waits for. */
    cached: async ({ key, owner }: { key: string; owner: string }, input: GetInput) =>
      (await remembered(key, () => renderOrShow(input, owner))).view,
    render: async (input: RenderInput, owner: string) => (await renderOrShow(async () => input, owner)).view,
  }
}
