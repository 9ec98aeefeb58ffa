/** Enough for one call to a socket or a disk to be cheap, and little enough to be held in numbers. */
export const pieceBytes = 1024 * 1024

/**
 * What an idle process holds on to. The garbage collector does not see how much memory such a piece is, so that dropped ones
 * pile up: it is as many as a busy hub needs.
 */
const mostFree = 128
const free: Buffer[] = []
const holders = new WeakMap<ArrayBufferLike, number>()

/**
 * 1 MiB of memory for bytes on their way through, held by the caller. It begins at a page, as writing past the system's
 * cache demands, and threads read it without a copy; of what Node offers only WebAssembly's memory promises the first.
 * Used again and again: fresh pages cost faults.
 */
export function takePiece(): Buffer {
  const piece = free.pop() ?? makePiece()
  holders.set(piece.buffer, 1)
  return piece
}

/** For who needs the piece beyond its time; each holder gives it back once. False: the bytes are of other memory. */
export function holdPiece(part: Uint8Array): boolean {
  const held = holders.get(part.buffer)
  if (!held) return false
  holders.set(part.buffer, held + 1)
  return true
}

export function givePiece({ buffer }: Uint8Array): void {
  const held = (holders.get(buffer) ?? 0) - 1
  if (held < 0) return
  holders.set(buffer, held)
  if (held === 0 && free.length < mostFree) free.push(Buffer.from(buffer))
}

/**
 * Copies bytes to where `at` says. `set` and `copy` go through shared memory word by word, some even byte by byte; `fill`
 * takes a tenth of the time.
 */
export function copyInto(piece: Buffer, at: number, bytes: Uint8Array): void {
  if (bytes.length > 0) piece.fill(bytes, at, at + bytes.length)
}

/** The part we use; the types that come with Node leave it out. */
declare const WebAssembly: {
  Memory: new (size: { initial: number; maximum: number; shared: true }) => { buffer: SharedArrayBuffer }
}
const wasmPageBytes = 65_536
const pages = pieceBytes / wasmPageBytes

function makePiece(): Buffer {
  try {
    return Buffer.from(new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer)
  } catch {
    // Each reserves gigabytes of addresses, which a system may limit: who writes must cope with memory that begins anywhere.
    return Buffer.from(new SharedArrayBuffer(pieceBytes))
  }
}
