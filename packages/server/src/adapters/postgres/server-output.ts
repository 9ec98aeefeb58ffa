import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Log } from '../../kit/log.ts'

export type ServerOutput = {
  /** the last lines, to tell why a start failed */
  recent: () => string
  note: (line: string) => void
  /** from now on what the server says goes to our log */
  listen: () => void
  /** its goodbye concerns nobody */
  hush: () => void
  ended: Promise<void>
}

const recentLines = 20

/** said a moment after it lets us in */
const greeting = 'database system is ready'

/** What PostgreSQL says of itself: kept in mind while it starts, in our log while it runs. */
export function followOutput(stream: Readable | null, log: Log): ServerOutput {
  const recent: string[] = []
  let isListening = false
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const note = (line: string): void => {
    recent.push(line)
    if (recent.length > recentLines) recent.shift()
    if (isListening && !line.includes(greeting)) log.warn(`PostgreSQL: ${line.trim()}`)
  }
  if (stream) createInterface({ input: stream }).on('line', note).on('close', resolve)
  // reading along keeps nobody's process alive
  if (stream instanceof Socket) stream.unref()
  return {
    recent: () => recent.join('\n'),
    note,
    listen: () => (isListening = true),
    hush: () => (isListening = false),
    ended,
  }
}
