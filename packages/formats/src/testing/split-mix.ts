/** Bytes of the SplitMix64 generator, little end first: published test vectors are named by seed and length. */
export function splitMixBytes(seed: number, length: number): Buffer {
  const words = new BigUint64Array(Math.ceil(length / 8))
  let state = BigInt(seed)
  for (let at = 0; at < words.length; at += 1) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let mixed = state
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n)
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn)
    words[at] = mixed ^ (mixed >> 31n)
  }
  return Buffer.from(words.buffer, 0, length)
}
