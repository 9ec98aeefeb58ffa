// BG4: bytes grouped by position modulo 4. In numbers of four bytes the high ones are alike, and meet this way.

/** Writes the four groups of `bytes` one after another into `into`, which holds as many bytes. */
export function groupBytes(bytes: Uint8Array, into: Uint8Array): void {
  const { length } = bytes
  const [second, third, fourth] = groupStarts(length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  const whole = length >>> 2
  for (let at = 0; at < whole; at += 1) {
    const word = view.getUint32(at * 4, true)
    into[at] = word
    into[second + at] = word >>> 8
    into[third + at] = word >>> 16
    into[fourth + at] = word >>> 24
  }
  const starts = [0, second, third]
  for (let at = whole * 4; at < length; at += 1) into[(starts[at & 3] as number) + whole] = bytes[at] as number
}

/** Undoes `groupBytes`: `into` holds as many bytes as `grouped`. */
export function ungroupBytes(grouped: Uint8Array, into: Uint8Array): void {
  const { length } = grouped
  const [second, third, fourth] = groupStarts(length)
  const view = new DataView(into.buffer, into.byteOffset, length)
  const whole = length >>> 2
  for (let at = 0; at < whole; at += 1) {
    const low = (grouped[at] as number) | ((grouped[second + at] as number) << 8)
    const high = ((grouped[third + at] as number) << 16) | ((grouped[fourth + at] as number) << 24)
    view.setUint32(at * 4, low | high, true)
  }
  const starts = [0, second, third]
  for (let at = whole * 4; at < length; at += 1) into[at] = grouped[(starts[at & 3] as number) + whole] as number
}

/** Where the second, third and fourth group begin: the first `length mod 4` groups have a byte more. */
function groupStarts(length: number): [second: number, third: number, fourth: number] {
  const whole = length >>> 2
  const rest = length & 3
  return [whole + Math.min(rest, 1), whole * 2 + Math.min(rest, 2), whole * 3 + rest]
}
