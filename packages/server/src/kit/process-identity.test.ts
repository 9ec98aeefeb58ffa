import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { identifyProcess, identifySelf, processState } from './process-identity.ts'

test('a process is told from one that has its pid later, and from one of another machine', () => {
  const self = identifySelf()
  assert.equal(self.pid, process.pid)
  assert.equal(processState(self), 'alive')
  assert.equal(processState({ ...self, startTicks: self.startTicks - 1 }), 'dead')
  assert.equal(processState({ ...self, machine: 'elsewhere' }), 'unknown')
})

test('a process that has ended is dead', async () => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const identity = identifyProcess(child.pid ?? 0)
  assert.ok(identity)
  assert.equal(processState(identity), 'alive')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(processState(identity), 'dead')
  assert.equal(identifyProcess(identity.pid), null)
})
