/** Buffers of one size, used again and again: fresh ones cost page faults on every pass. */
export type BufferPool = { bytes: number; take: () => Buffer; give: (buffer: Buffer) => void }

/** `keep` bounds what an idle process holds on to; under load more are made and then dropped. */
export function createBufferPool(bytes: number, keep: number): BufferPool {
  const free: Buffer[] = []
  return {
    bytes,
    // Untouched pages of a fresh buffer take no memory, so a small blob in a large buffer stays cheap.
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(bytes),
    give: (buffer) => {
      if (free.length < keep) free.push(buffer)
    },
  }
}
