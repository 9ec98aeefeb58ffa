import assert from 'node:assert/strict'
import { it } from 'node:test'
import { selfTest } from './index.ts'

it('the self-test passes with machine code on this machine, in little time', () => {
  selfTest()
  const started = performance.now()
  assert.deepEqual(selfTest(), { blake3: 'native', lz4: 'native' })
  assert.ok(performance.now() - started < 200)
})
