import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { limits } from '../../../../config/limits.ts'
import { createPatience } from './patience.ts'

const here = () => new AbortController().signal

test('an answer that nobody waits for, or that takes too long, is not made to its end', async (t: TestContext) => {
  const inTurn = createPatience()
  const leaving = new AbortController()
  const left = inTurn({ name: 'a', signal: leaving.signal }, async (requireTime) => {
    requireTime()
    leaving.abort()
    requireTime()
  })
  await assert.rejects(left, { code: 'UploadIncomplete' })
  let now = 0
  t.mock.method(performance, 'now', () => now)
  const late = inTurn({ name: 'a', signal: here() }, async (requireTime) => {
    requireTime()
    now = limits.tensorDiffMilliseconds + 1
    requireTime()
  })
  await assert.rejects(late, { code: 'Unavailable', message: /too long to compare/ })
})

test('one reader has one answer under way and some waiting, whoever else reads', async () => {
  const inTurn = createPatience()
  const { promise, resolve } = Promise.withResolvers<void>()
  const mine = { name: 'mine', signal: here() }
  const started: number[] = []
  const asked = Array.from({ length: limits.tensorDiffsPerReader }, (_, i) =>
    inTurn(mine, async () => {
      started.push(i)
      await promise
    }),
  )
  await assert.rejects(
    inTurn(mine, async () => {}),
    { code: 'RateLimited' },
  )
  assert.equal(await inTurn({ name: 'yours', signal: here() }, async () => 'read'), 'read')
  assert.deepEqual(started, [0])
  resolve()
  await Promise.all(asked)
  assert.equal(await inTurn(mine, async () => 'again'), 'again')
})
