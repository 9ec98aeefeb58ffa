// XXH32, the checksum of LZ4 frames: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md

const prime1 = 0x9e3779b1
const prime2 = 0x85ebca77
const prime3 = 0xc2b2ae3d
const prime4 = 0x27d4eb2f
const prime5 = 0x165667b1

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

/** With seed 0, as an unsigned 32-bit number. */
export function xxh32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { length } = bytes
  let at = 0
  let hash = prime5
  if (length >= 16) {
    const lanes = [prime1 + prime2, prime2, 0, -prime1]
    for (; at + 16 <= length; at += 16)
      for (let lane = 0; lane < 4; lane += 1) {
        const mixed = (lanes[lane] as number) + Math.imul(view.getUint32(at + lane * 4, true), prime2)
        lanes[lane] = Math.imul(rotate(mixed, 13), prime1)
      }
    const [a, b, c, d] = lanes as [number, number, number, number]
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)
  }
  hash += length
  for (; at + 4 <= length; at += 4)
    hash = Math.imul(rotate(hash + Math.imul(view.getUint32(at, true), prime3), 17), prime4)
  for (; at < length; at += 1) hash = Math.imul(rotate(hash + Math.imul(bytes[at] as number, prime5), 11), prime1)
  hash = Math.imul(hash ^ (hash >>> 15), prime2)
  hash = Math.imul(hash ^ (hash >>> 13), prime3)
  return (hash ^ (hash >>> 16)) >>> 0
}
