import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { sha256 } from '../../kit/digest.ts'
import { sha256Job } from '../../kit/sha256-job.ts'
import type { Job } from '../../ports/threads.ts'
import { createThreads } from './pool.ts'

test('tasks side by side keep their bytes apart and in order', async () => {
  const threads = createThreads(2)
  const texts = Array.from({ length: 10 }, (_, n) => Array.from({ length: 20 }, (_, at) => `${n}-${at} `))
  const digests = await Promise.all(
    texts.map(async (parts) => {
      const task = threads.begin(sha256Job, null)
      await Promise.all(parts.map((part) => task.feed(Buffer.from(part))))
      return task.end()
    }),
  )
  assert.deepEqual(
    digests,
    texts.map((parts) => sha256(parts.join(''))),
  )
})

test('a failure inside comes out at whoever asks, and other tasks go on', async (t) => {
  const job = await jobOf<string>(
    t,
    `export const begin = () => ({ feed() { throw new RangeError('too much') }, end: () => 'done' })`,
  )
  const threads = createThreads(1)
  const [bad, good] = [threads.begin(job, null), threads.begin(sha256Job, null)]
  await assert.rejects(bad.feed(Buffer.from('x')), { name: 'RangeError', message: 'too much' })
  await assert.rejects(bad.feed(Buffer.from('x')), /too much/)
  await assert.rejects(bad.end(), /too much/)
  await assert.rejects(bad.end(), /after its end/)
  assert.equal(await good.end(), sha256(''))
})

test('a thread that dies fails what runs in it; the next task has a new one', async (t) => {
  const job = await jobOf<string>(t, `export const begin = () => ({ feed() { process.exit() }, end: () => 'done' })`)
  const threads = createThreads(1)
  await assert.rejects(threads.begin(job, null).feed(Buffer.from('x')), /ended unexpectedly/)
  assert.equal(await threads.begin(sha256Job, null).end(), sha256(''))
})

test('a task that never ends can be ended, thread and all; the next one has a new thread', async (t) => {
  const job = await jobOf<string>(t, `export const begin = () => ({ feed() { for (;;) {} }, end: () => 'done' })`)
  const threads = createThreads(1)
  const stuck = threads.begin(job, null)
  const feeding = assert.rejects(stuck.feed(Buffer.from('x')), /was ended/)
  stuck.kill()
  stuck.kill()
  await feeding
  await assert.rejects(stuck.end(), /after its end/)
  assert.equal(await threads.begin(sha256Job, null).end(), sha256(''))
})

test('a task that takes all memory takes its own thread only', async (t) => {
  const hungry = 'const held = []; for (;;) held.push(new Array(100_000).fill(held.length))'
  const job = await jobOf<string>(t, `export const begin = () => ({ feed() { ${hungry} }, end: () => 'done' })`)
  const threads = createThreads(1, { maxOldGenerationSizeMb: 32 })
  await assert.rejects(threads.begin(job, null).feed(Buffer.from('x')), /memory/)
  assert.equal(await threads.begin(sha256Job, null).end(), sha256(''))
})

test('a dropped task answers nobody, and dropping is always safe', async () => {
  const task = createThreads(1).begin(sha256Job, null)
  const feeding = assert.rejects(task.feed(Buffer.from('x')), /dropped/)
  task.drop()
  task.drop()
  await feeding
  await assert.rejects(task.end(), /after its end/)
})

/** A module made for one test. */
async function jobOf<Result>(t: TestContext, text: string): Promise<Job<null, Uint8Array, void, Result>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kaihub-job-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'job.mjs')
  await writeFile(file, text)
  return pathToFileURL(file)
}
