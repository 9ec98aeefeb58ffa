import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedParts } from './changed-parts.ts'
import type { DiffLine } from './changes.ts'

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text, oldNumber: 1, newNumber: 1 })

const marked = (before: string, after: string): string[] => {
  const lines = [line('context', 'x'), line('removed', before), line('added', after)]
  const parts = changedParts(lines)
  return lines.flatMap((one) => {
    const part = parts.get(one)
    return part ? [one.text.slice(part.start, part.end)] : []
  })
}

test('of a changed line, the words that changed are marked', () => {
  assert.deepEqual(marked('epochs = 3', 'epochs = 30'), ['3', '30'])
  assert.deepEqual(marked('the old value is here', 'the new value is here'), ['old', 'new'])
  assert.deepEqual(marked('a, b', 'a, b, c'), ['', ', c'])
  assert.deepEqual(marked('训练轮数为三轮', '训练轮数为五轮'), ['三', '五'])
})

test('no character is cut in two', () => assert.deepEqual(marked('a long line 😀', 'a long line 😁'), ['😀', '😁']))

test('lines that have little in common are other lines', () => {
  assert.deepEqual(marked('import torch', 'return value * 2'), [])
})
