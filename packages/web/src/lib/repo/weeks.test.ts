import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weeksOf } from './weeks.ts'

test('weeks end today, the newest first', () => {
  const days = Array.from({ length: 9 }, (_, at) => ({ day: `2026-11-0${at + 1}`, count: at }))
  assert.deepEqual(weeksOf(days), [
    { day: '2026-11-03', count: 35 },
    { day: '2026-11-01', count: 1 },
  ])
  assert.deepEqual(weeksOf([]), [])
})
