import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDay } from './commits.ts'
import { sideBySide } from './side-by-side.ts'

const line = (text: string) => {
  const kind = ({ '-': 'removed', '+': 'added', ' ': 'context' } as const)[text[0] as '-' | '+' | ' ']
  return { kind, text: text.slice(1), oldNumber: null, newNumber: null }
}

test('what was removed stands beside what came in its place', () => {
  const rows = sideBySide([' a', '-b', '-c', '+d', ' e', '+f', '-g', '+h'].map(line))
  assert.deepEqual(
    rows.map(({ before, after }) => [before?.text ?? null, after?.text ?? null]),
    [
      ['a', 'a'],
      ['b', 'd'],
      ['c', null],
      ['e', 'e'],
      [null, 'f'],
      ['g', 'h'],
    ],
  )
})

const commit = (id: string, date: string) => ({ id, title: '', message: '', author: '', date, signedBy: null })

test('commits of one day are together, in their order', () => {
  const days = byDay([
    commit('c', '2026-01-02T01:00:00Z'),
    commit('b', '2026-01-01T23:00:00Z'),
    commit('a', '2026-01-01T01:00:00Z'),
  ])
  assert.deepEqual(
    days.map(({ day, commits }) => [day, ...commits.map(({ id }) => id)]),
    [
      ['2026-01-02', 'c'],
      ['2026-01-01', 'b', 'a'],
    ],
  )
})
