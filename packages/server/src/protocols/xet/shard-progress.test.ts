import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ShardProgress } from '../../features/content/index.ts'
import { HubError } from '../../kit/errors.ts'
import { eventually } from '../../testing/footprint.ts'
import { answerWithProgress } from './shard-progress.ts'

const pace = { quietMilliseconds: 60, betweenMilliseconds: 50, heartbeatMilliseconds: 100 }

type Work = (onProgress: ShardProgress) => Promise<{ inserted: boolean }>

const readingFirst = (work: Work) => async (source: AsyncIterable<Uint8Array>, onProgress: ShardProgress) => {
  for await (const part of source) assert.ok(part)
  return work(onProgress)
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

/** What a client sees of some work, as far as it got: a failure before the first line is a plain 418. */
async function see(work: Work): Promise<{ status: number; type: string | null; lines: unknown[]; broken: boolean }> {
  const server = createServer((request, response) => {
    answerWithProgress(response, request, readingFirst(work), pace).catch(() => {
      if (response.headersSent) response.destroy()
      else response.writeHead(418).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const answer = await fetch(address, { method: 'POST', body: 'a shard' })
    let text = ''
    let broken = false
    try {
      const body = answer.body!.pipeThrough(new TextDecoderStream())
      for await (const part of body) text += part
    } catch {
      broken = true
    }
    const lines = text.split('\n').filter(Boolean)
    const type = answer.headers.get('Content-Type')
    return { status: answer.status, type, lines: lines.map((line) => JSON.parse(line) as unknown), broken }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

const validating = (verified: number) => ({ type: 'validating', verified, total: 10 })
const committing = { type: 'committing', stage: 'syncing' }
const result = { type: 'result', result: 1 }

test('quick work has one line', async () => {
  const seen = await see(async () => ({ inserted: false }))
  assert.deepEqual(seen, {
    status: 200,
    type: 'application/x-ndjson',
    lines: [{ type: 'result', result: 0 }],
    broken: false,
  })
})

test('progress is told in steps that one can read', async () => {
  const { lines } = await see(async (onProgress) => {
    for (let verified = 0; verified <= 10; verified += 1) {
      onProgress(verified, 10)
      await sleep(20)
    }
    return { inserted: true }
  })
  assert.deepEqual(lines[0], validating(0))
  assert.deepEqual(lines.at(-1), result)
  assert.ok(lines.length >= 3 && lines.length <= 8, JSON.stringify(lines))
})

test('what is done and not yet written says so', async () => {
  const { lines } = await see(async (onProgress) => {
    onProgress(10, 10)
    await sleep(70)
    return { inserted: true }
  })
  assert.deepEqual(lines, [committing, result])
})

test('silence is broken, with the latest there is to say', async () => {
  const quiet = await see(async () => {
    await sleep(200)
    return { inserted: true }
  })
  assert.deepEqual(quiet.lines.slice(0, 2), [
    { type: 'validating', verified: 0, total: 0 },
    { type: 'validating', verified: 0, total: 0 },
  ])
  const stuck = await see(async (onProgress) => {
    onProgress(3, 10)
    await sleep(250)
    return { inserted: true }
  })
  assert.deepEqual(stuck.lines.slice(0, 3), [validating(3), validating(3), validating(3)])
  assert.deepEqual(stuck.lines.at(-1), result)
})

test('a failure before the first line is an ordinary one', async () => {
  const { status, lines } = await see(async () => {
    throw new HubError('ShardInvalid', 'It is wrong.')
  })
  assert.deepEqual([status, lines], [418, []])
})

test('a failure after the first line is a line', async () => {
  for (const [code, retryable] of [
    ['ShardInvalid', false],
    ['StorageFull', false],
    ['Unavailable', true],
  ] as const) {
    const { status, lines } = await see(async (onProgress) => {
      onProgress(1, 10)
      await sleep(70)
      throw new HubError(code, 'It failed.')
    })
    assert.equal(status, 200)
    assert.deepEqual(lines, [validating(1), { type: 'error', message: 'It failed.', retryable }])
  }
})

test('a surprise after the first line breaks the connection', async () => {
  const { broken, lines } = await see(async (onProgress) => {
    onProgress(1, 10)
    await sleep(70)
    throw new Error('a secret of the inside')
  })
  assert.deepEqual([broken, lines], [true, [validating(1)]])
})

test('the work goes on when the client leaves, and nothing is left running', async () => {
  const outcomes: string[] = []
  const before = timers()
  const slow = readingFirst(async (onProgress) => {
    onProgress(1, 10)
    await sleep(300)
    onProgress(2, 10)
    await sleep(100)
    return { inserted: true }
  })
  const server = createServer((request, response) => {
    void answerWithProgress(response, request, slow, pace).then(() => outcomes.push('done'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const answer = await fetch(address, { method: 'POST', body: 'a shard' })
  await answer.body!.cancel()
  await eventually(async () => outcomes, ['done'])
  server.close()
  server.closeAllConnections()
  await eventually(async () => timers() <= before, true)
})
