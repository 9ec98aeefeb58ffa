import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { limits } from '../../config/limits.ts'
import { createTurns } from './turns.ts'

function createAskers(most: number) {
  const turns = createTurns(most)
  const begun: string[] = []
  const ask = (name: string, wish = name, signal = new AbortController().signal) =>
    turns.take({ name, signal }).then((turn) => {
      begun.push(wish)
      return turn
    })
  return { ask, begun }
}

test('one asker has one turn at a time, and all askers come by turns', async () => {
  const { ask, begun } = createAskers(2)
  const greedy = Array.from({ length: 4 }, (_, at) => ask('greedy', `greedy ${at}`))
  const others = [ask('alice'), ask('bob')]
  await setImmediate()
  assert.deepEqual(begun, ['greedy 0', 'alice'])
  using _alice = await others[0]!
  ;(await greedy[0]!)[Symbol.dispose]()
  await setImmediate()
  assert.deepEqual(begun, ['greedy 0', 'alice', 'bob'], 'whoever was served comes after the others')
  ;(await others[1]!)[Symbol.dispose]()
  await setImmediate()
  assert.deepEqual(begun.slice(3), ['greedy 1'])
})

test('whoever leaves while they wait is not served', async () => {
  const { ask, begun } = createAskers(1)
  const controller = new AbortController()
  const first = await ask('alice')
  const leaving = ask('bob', 'bob', controller.signal)
  controller.abort()
  await assert.rejects(leaving, { code: 'Unavailable' })
  first[Symbol.dispose]()
  using _next = await ask('carol')
  assert.deepEqual(begun, ['alice', 'carol'])
  await assert.rejects(ask('bob', 'bob', controller.signal), { code: 'Unavailable' })
})

test('an asker who has too much waiting is told so, the others are not', async () => {
  const { ask } = createAskers(2)
  const waiting = Array.from({ length: limits.tableQueriesPerAsker + 1 }, () => ask('greedy'))
  await assert.rejects(ask('greedy'), { code: 'RateLimited', detail: { retrySeconds: 5 } })
  using _alice = await ask('alice')
  assert.equal(waiting.length, limits.tableQueriesPerAsker + 1)
})
