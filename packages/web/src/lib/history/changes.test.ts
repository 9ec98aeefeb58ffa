import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createKaihubClient } from '@kaihub/client'
import { firstDiffs, type Change } from './changes.ts'

const repo = { types: 'models', namespace: 'alice', name: 'm' } as const
const side = { size: 10, isLfs: false }
const changeOf = (path: string): Change => ({
  path,
  previousPath: null,
  status: 'modified',
  before: side,
  after: side,
})

it('shows the other differences when one fails, whatever the files are called', async () => {
  let [now, most] = [0, 0]
  const hub = createKaihubClient({
    url: 'http://hub',
    fetch: async (input) => {
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      now -= 1
      const path = new URL((input as Request).url).searchParams.get('path')
      if (path === 'b') throw new TypeError('the connection broke')
      return path === 'a'
        ? Response.json({ error: 'it takes too long' }, { status: 503 })
        : Response.json({ state: 'same', path })
    },
  })
  const changes = ['a', 'b', 'c', '__proto__', 'd', 'e'].map(changeOf)
  const diffs = await firstDiffs(hub, repo, { base: null, head: 'main' }, { changes, named: null })
  assert.deepEqual(
    changes.map(({ path }) => [path, diffs.get(path)?.state ?? null]),
    [
      ['a', null],
      ['b', null],
      ['c', 'same'],
      ['__proto__', 'same'],
      ['d', 'same'],
      ['e', 'same'],
    ],
  )
  assert.equal(most, 4)
})
