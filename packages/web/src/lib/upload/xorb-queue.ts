import type { Cas } from './cas.ts'
import { newXorbMemory, openXorb, xorbContentBytes, type OpenXorb, type XorbMemory } from './open-xorb.ts'

const mostInFlight = 2

export type OnXorb = {
  onSending: (bytes: number) => void
  onStored: (contentBytes: number) => void
  onSkipped: (contentBytes: number) => void
}

/** One xorb is filled while others are on their way; who fills faster than the network takes, waits. */
export function createXorbQueue(cas: Cas, on: OnXorb, totalBytes: number) {
  const spare: XorbMemory[] = []
  const inFlight = new Set<Promise<void>>()
  const failed = new Set<unknown>()
  let open: { xorb: OpenXorb; memory: XorbMemory } | null = null

  function current(): OpenXorb {
    const memory = open?.memory ?? spare.pop() ?? newXorbMemory(Math.min(xorbContentBytes, totalBytes))
    open ??= { xorb: openXorb(memory), memory }
    return open.xorb
  }

  /** The next chunk, which is not known anywhere. */
  async function add(content: Uint8Array, hash: Uint8Array) {
    if (!current().hasRoomFor(content.length)) await close()
    const xorb = current()
    return { xorb: xorb.ref, index: xorb.add(content, hash) }
  }

  async function close(): Promise<void> {
    if (!open || open.xorb.contentBytes() === 0) return
    const { xorb, memory } = open
    open = null
    const { hash, body, contentBytes } = xorb.close()
    const sending = send(hash, body, contentBytes)
      .catch((error: unknown) => void failed.add(error))
      .finally(() => {
        inFlight.delete(sending)
        spare.push(memory)
      })
    inFlight.add(sending)
    while (inFlight.size > mostInFlight && failed.size === 0) await Promise.race(inFlight)
    throwFailure()
  }

  async function send(hash: Uint8Array, body: Uint8Array<ArrayBuffer>, contentBytes: number): Promise<void> {
    // Of an upload that broke off, these are there already.
    if (await cas.hasXorb(hash)) return on.onSkipped(contentBytes)
    let told = 0
    await cas.sendXorb(hash, body, (bytes) => {
      const sent = Math.min(bytes, body.length)
      on.onSending(sent - told)
      told = sent
    })
    on.onSending(body.length - told)
    on.onStored(contentBytes)
  }

  function throwFailure(): void {
    for (const error of failed) throw error
  }

  return {
    add,
    close,
    /** until everything that was closed is with the hub */
    settled: async (): Promise<void> => {
      await Promise.all(inFlight)
      throwFailure()
    },
  }
}

export type XorbQueue = ReturnType<typeof createXorbQueue>
