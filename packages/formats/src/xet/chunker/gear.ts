// The rolling hash of Xet's chunking: https://docs.rs/gearhash. Only this file and `gear-table.ts` know who computes it.
import { Hasher } from 'gearhash-jit'

const mask = 0xffff_0000_0000_0000n

export type GearHasher = {
  /** How many bytes until the next match, that byte included, or -1; the state carries on either way. */
  nextMatch: (bytes: Uint8Array) => number
  resetHash: () => void
}

export const createGearHasher = (): GearHasher => new Hasher(mask)
