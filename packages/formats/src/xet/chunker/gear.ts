// The rolling hash of Xet's chunking: https://docs.rs/gearhash. The only file that knows who computes it.
import { createHash } from 'node:crypto'
import { GEAR_TABLE, Hasher } from 'gearhash-jit'

/** Two uploads share chunks only when both hashed with this very table. */
const tableSha256 = 'e1d3936666d7ae7a977c958e9afcc75f90aaca758ce5fbe4ece61dffefe1912c'
const mask = 0xffff_0000_0000_0000n

export type GearHasher = {
  /** How many bytes until the next match, that byte included, or -1; the state carries on either way. */
  nextMatch: (bytes: Uint8Array) => number
  resetHash: () => void
}

export const createGearHasher = (): GearHasher => new Hasher(mask)

/** Whether the table has the values all Xet clients use. */
export function isGearTableRight(): boolean {
  const table = BigUint64Array.from(GEAR_TABLE)
  return createHash('sha256').update(Buffer.from(table.buffer)).digest('hex') === tableSha256
}
