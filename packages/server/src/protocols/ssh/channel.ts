import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Connection, ServerChannel } from 'ssh2'
import type { SshLimits } from './limits.ts'

/** What a command reads and writes. Each wait for the client is bounded, and ends with an AbortError once it is gone. */
export type CommandStreams = {
  input: AsyncIterable<Uint8Array>
  write: (bytes: Uint8Array) => Promise<void>
  writeError: (text: string) => Promise<void>
  signal: AbortSignal
}

export type Line = { socket: Socket; client: Connection; limits: SshLimits }

const partBytes = 64 * 1024

export function openStreams(channel: ServerChannel, line: Line, signal: AbortSignal): CommandStreams {
  const wait = patience(line)
  const writeAll = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; at += partBytes) {
      signal.throwIfAborted()
      const part = bytes.subarray(at, at + partBytes)
      await wait(() => writePart(part, { channel, line, signal }))
    }
  }
  // Whoever writes twice at once gets no mixture.
  let written = Promise.resolve()
  return {
    signal,
    input: readInput(channel, signal, wait),
    write: (bytes) => (written = written.then(() => writeAll(bytes))),
    writeError: async (text) => {
      const bytes = Buffer.from(text)
      // The library mixes up what waits for room here and there, so an error that must wait is left out.
      if (signal.aborted || roomOf(channel) < bytes.length) return
      await wait(() => settle(signal, (done) => channel.stderr.write(bytes, done)))
    },
  }
}

type Patience = <Value>(work: () => Promise<Value>) => Promise<Value>

/**
 * A client for whom a command waits, and who neither sends nor takes anything for too long, loses its connection, which ends
 * the command. A long download waits for input all the time, so what goes out counts for what should come in.
 */
function patience({ socket, limits }: Line): Patience {
  let waits = 0
  let timer: NodeJS.Timeout | undefined
  const change = (by: 1 | -1): void => {
    waits += by
    clearTimeout(timer)
    if (waits > 0) timer = setTimeout(() => socket.destroy(), limits.sshIdleMilliseconds)
  }
  return async (work) => {
    change(1)
    try {
      return await work()
    } finally {
      change(-1)
    }
  }
}

async function* readInput(channel: ServerChannel, signal: AbortSignal, wait: Patience): AsyncGenerator<Uint8Array> {
  // Whoever stops reading still wants to write.
  const parts = channel.iterator({ destroyOnReturn: false })
  for (;;) {
    const { done, value } = await wait(() => parts.next())
    // A broken connection looks like the end of the input.
    signal.throwIfAborted()
    if (done === true) return
    yield value as Uint8Array
  }
}

type Way = { channel: ServerChannel; line: Line; signal: AbortSignal }

/** Done when the client has let the bytes in and the socket has room for more: a slow client holds up who writes. */
async function writePart(part: Uint8Array, { channel, line: { socket, client }, signal }: Way): Promise<void> {
  const before = socket.bytesWritten
  await settle(signal, (done) => channel.write(part, done))
  // While keys are exchanged anew the library keeps back all there is to send, without a limit.
  if (socket.bytesWritten - before < part.length) await once(client, 'rekey', { signal })
  if (socket.writableNeedDrain) await once(socket, 'drain', { signal })
}

/** The library forgets its callback when the channel closes. */
function settle(signal: AbortSignal, start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    start((error) => {
      signal.removeEventListener('abort', abort)
      if (error) reject(error)
      else resolve()
    })
  })
}

/** Bytes that the client lets in at the moment. */
const roomOf = ({ outgoing }: ServerChannel): number => (outgoing as { window: number }).window
