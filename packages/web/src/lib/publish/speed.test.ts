import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createSpeedometer } from './speed.ts'

it('tells the speed of the last seconds', () => {
  const speed = createSpeedometer()
  assert.equal(speed.mark(0, 0), null)
  assert.equal(speed.mark(500, 500), null)
  assert.equal(speed.mark(2000, 2000), 1000)
  for (let second = 3; second <= 30; second += 1) speed.mark(2000 + (second - 2) * 10, second * 1000)
  assert.equal(speed.mark(2290, 31_000), 10)
  speed.reset()
  assert.equal(speed.mark(5, 32_000), null)
})
