import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskSpace } from './disk-space.ts'

test('a folder that is not there yet has the space of the disk it will be on', async () => {
  const { totalBytes } = await diskSpace(join(tmpdir(), 'kaihub-nothing', 'here'))
  assert.equal(totalBytes, (await diskSpace(tmpdir())).totalBytes)
})
