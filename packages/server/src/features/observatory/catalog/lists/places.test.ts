import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keysBetween } from './places.ts'

test('what lies together shares keys, what lies apart does not', () => {
  for (const [low, high] of [
    [0, 5],
    [3, 3],
    [9, 200],
    [100, 90_000],
    [70_000, 2 ** 40],
  ] as const) {
    const keys = keysBetween('downloads', low, high)
    assert.ok(meet(keys, exactly(low)) || keys.length < high - low)
    assert.ok(!meet(keys, exactly(high * 2 + 1)))
    if (low > 8) assert.ok(!meet(keys, exactly(Math.floor(low / 2))))
  }
})

test('a few keys name any stretch of any order', () => {
  for (const keys of [
    keysBetween('downloads', 17, null),
    keysBetween('downloads', 1, 2 ** 50),
    keysBetween('createdAt', days(100), null),
    keysBetween('lastModified', days(900), days(3)),
    keysBetween('id', 123_457, 987_654),
    keysBetween('id', 1, null),
  ])
    assert.ok(keys.length > 0 && keys.length <= 40, String(keys.length))
})

const meet = (one: number[], other: number[]): boolean => one.some((key) => other.includes(key))
const exactly = (value: number): number[] => keysBetween('downloads', value, value)
const days = (count: number): string => new Date(Date.UTC(2026, 10, 22) - count * 86_400_000).toISOString()
