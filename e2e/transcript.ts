/** A transcript is a promise in plain words, kept by real clients; without its clients it is skipped, or fails on CI. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ClientName, clients, whyAbsent } from './clients/registry.ts'
import { type Hub, startHub } from './hub.ts'

/** Starts one hub for the file that calls it; it is there, and prepared, once the first transcript runs. */
export const hubOfThisFile = (prepare: () => Promise<void> = async () => {}): Hub => {
  let started: Hub | undefined
  before(async () => {
    started = await startHub()
    await prepare()
  })
  after(() => started?.stop())
  return new Proxy({} as Hub, {
    get: (_, name) => {
      assert(started, 'the hub has not started yet')
      return started[name as keyof Hub]
    },
  })
}

/** `todo` says what is missing for a promise that is not kept yet. */
export const transcript = (
  promise: string,
  needs: readonly ClientName[],
  body: () => Promise<void>,
  { todo = false }: { todo?: string | false } = {},
): void => {
  test(promise, { timeout: 15 * 60_000, todo }, async (t) => {
    const missing = needs.flatMap((name) => {
      const why = whyAbsent(name)
      return why === null ? [] : [`client ${name} (${clients[name].what}) could not be installed because ${why}`]
    })
    if (missing.length === 0) return body()
    if (process.env['CI'] === 'true') assert.fail(missing.join('; '))
    return t.skip(`reason: ${missing.join('; ')}`)
  })
}
