/** The answer to `POST /v2/shards` (spec storage-protocols 1.6.2): reading files back may take minutes. */
import type { ServerResponse } from 'node:http'
import type { ShardProgress } from '../../features/content/index.ts'
import { sent } from '../../http/route.ts'
import { isHubError, type ErrorKind } from '../../kit/errors.ts'

export type Pace = {
  /** before the first line, when there is nothing to say */
  quietMilliseconds: number
  /** between two lines */
  betweenMilliseconds: number
  /** until the latest is said again: a client takes a longer silence for death */
  heartbeatMilliseconds: number
}

const usualPace: Pace = { quietMilliseconds: 2000, betweenMilliseconds: 500, heartbeatMilliseconds: 20_000 }

type Work = (source: AsyncIterable<Uint8Array>, onProgress: ShardProgress) => Promise<{ inserted: boolean }>

/**
 * Answers with a line of JSON for each step and the outcome last. What fails before the first line fails as everywhere;
 * after it a known error is a line, and a surprise breaks the connection, which clients take as a reason to try again.
 */
export async function answerWithProgress(
  response: ServerResponse,
  body: AsyncIterable<Uint8Array>,
  work: Work,
  pace = usualPace,
): Promise<typeof sent> {
  const lines = createLines(response, pace)
  try {
    const { inserted } = await work(withEnd(body, lines.start), lines.progress)
    lines.end({ type: 'result', result: inserted ? 1 : 0 })
  } catch (error) {
    if (!response.headersSent || !isHubError(error)) throw error
    lines.end({ type: 'error', message: error.message, retryable: passing.has(error.kind) })
  } finally {
    lines.stop()
  }
  return sent
}

/** Trouble that may be over soon. */
const passing: ReadonlySet<ErrorKind> = new Set(['rate-limited', 'unavailable'])

/** An answer that begins while the body is still coming would confuse clients. */
async function* withEnd(source: AsyncIterable<Uint8Array>, onEnd: () => void): AsyncGenerator<Uint8Array> {
  yield* source
  onEnd()
}

type Line = { type: string; [field: string]: unknown }

function createLines(response: ServerResponse, pace: Pace) {
  let latest: Line = { type: 'validating', verified: 0, total: 0 }
  let writtenAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let done = false

  function write(line: Line): void {
    if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    response.write(`${JSON.stringify(line)}\n`)
    writtenAt = performance.now()
  }

  /** Says the latest again, unless something else is said before. */
  function sayAfter(milliseconds: number): void {
    clearTimeout(timer)
    if (done) return
    timer = setTimeout(() => {
      write(latest)
      sayAfter(pace.heartbeatMilliseconds)
    }, milliseconds)
  }

  return {
    start: () => sayAfter(pace.quietMilliseconds),
    progress: (verified: number, total: number) => {
      latest = verified < total ? { type: 'validating', verified, total } : { type: 'committing', stage: 'syncing' }
      sayAfter(Math.max(0, writtenAt + pace.betweenMilliseconds - performance.now()))
    },
    end: (line: Line) => {
      write(line)
      response.end()
    },
    stop: () => {
      done = true
      clearTimeout(timer)
    },
  }
}
