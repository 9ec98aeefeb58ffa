import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createThreads } from '../../../../adapters/threads/pool.ts'
import { pieceBytes } from '../../../../kit/pieces.ts'
import type { FileEntry } from '../../file.ts'
import { compareTensors, type Side } from './read-tensors.ts'

const threads = createThreads(1)

/** A tensor of a terabyte, and how much of it was read. */
function endless() {
  const sizeBytes = 2 ** 40
  const read = { parts: 0, isOver: false }
  async function* parts(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        read.parts += 1
        yield Buffer.alloc(pieceBytes)
      }
    } finally {
      read.isOver = true
    }
  }
  const entry = { path: 'w' } as FileEntry
  const file = { entry, sizeBytes, read: parts, [Symbol.asyncDispose]: async () => {} }
  const tensor = { name: 'w', dtype: 'U8', shape: [sizeBytes], parameters: sizeBytes, sizeBytes, begin: 0 }
  return { side: { tensor: { ...tensor, entry, isBigEndian: false }, file } satisfies Side, read }
}

test('reading ends soon after nobody waits for it, and leaves nothing open', async () => {
  const [a, b] = [endless(), endless()]
  let steps = 0
  const requireTime = (): void => {
    steps += 1
    if (steps > 20) throw new Error('nobody waits')
  }
  await assert.rejects(compareTensors(threads, [a.side, b.side], requireTime), /nobody waits/)
  assert.deepEqual([a.read.isOver, b.read.isOver], [true, true])
  assert.ok(a.read.parts <= 20)
})
