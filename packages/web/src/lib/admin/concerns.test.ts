import assert from 'node:assert/strict'
import { it } from 'node:test'
import { concernsOf, type Facts } from './concerns.ts'

const sound: Facts = {
  disk: { freeBytes: 1e12, totalBytes: 2e12 },
  git: { isEnough: true },
  tasks: { failed: 0, lagSeconds: 3 },
  database: { connections: { waiting: 0 } },
}

it('names what is wrong and nothing else', () => {
  assert.deepEqual(concernsOf(sound), [])
  assert.deepEqual(concernsOf({ ...sound, disk: { freeBytes: 4e9, totalBytes: 1e10 } }), ['disk-low'])
  assert.deepEqual(concernsOf({ ...sound, disk: { freeBytes: 9e10, totalBytes: 2e12 } }), ['disk-low'])
  assert.deepEqual(concernsOf({ ...sound, git: null }), ['no-git'])
  assert.deepEqual(concernsOf({ ...sound, git: { isEnough: false } }), ['old-git'])
  assert.deepEqual(concernsOf({ ...sound, tasks: { failed: 1, lagSeconds: 900 } }), ['failed-tasks', 'late-tasks'])
  assert.deepEqual(concernsOf({ ...sound, database: { connections: { waiting: 2 } } }), ['full-pool'])
})
