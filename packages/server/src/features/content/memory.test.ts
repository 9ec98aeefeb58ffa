import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemory } from './memory.ts'

const counting = (bytes: number, keepFor?: () => number) => {
  const memory = createMemory<{ bytes: number }>({
    mostBytes: 10_000,
    bytesOf: (value) => value.bytes,
    ...(keepFor ? { keepFor } : {}),
  })
  let done = 0
  const ask = (key: string) =>
    memory(key, async () => {
      done += 1
      if (key === 'bad') throw new Error('no luck')
      return { bytes }
    })
  return { ask, done: () => done }
}

test('work is done once, also when it is asked for meanwhile', async () => {
  const { ask, done } = counting(1)
  const all = await Promise.all([ask('a'), ask('a')])
  all.push(await ask('a'))
  assert.equal(new Set(all).size, 1)
  assert.equal(done(), 1)
})

test('of what is large little is kept', async () => {
  const { ask, done } = counting(4000)
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(key)
  assert.equal(done(), 4)
})

test('what fails, or is not to be kept, is done anew', async () => {
  const { ask, done } = counting(1, () => 0)
  for (const key of ['bad', 'bad']) await assert.rejects(ask(key), /no luck/)
  for (const key of ['a', 'a']) await ask(key)
  assert.equal(done(), 4)
})
