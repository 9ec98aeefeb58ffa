import { hashUnderKey, type readDedupAnswer } from '@kaihub/formats/xet/upload'

/** A xorb that chunks lie in; its name is known once it is full. */
export type XorbRef = { hash: Uint8Array | null }
export type Place = { xorb: XorbRef; index: number }

type Hints = ReturnType<typeof readDedupAnswer>

/** Some 100 bytes each: what is further back is sent again. */
const mostChunks = 500_000
const mostHints = 200_000

/** Where chunks are already: those of this upload, and those that the hub told of. */
export function createKnownChunks() {
  const own = new Map<string, Place>()
  const hinted = new Map<string, { hashOf: (hash: Uint8Array) => Uint8Array; places: Map<string, Place> }>()
  const xorbs = new Map<string, XorbRef>()
  let hintCount = 0

  function addHints({ key, xorbs: told }: Hints): void {
    if (hintCount > mostHints) {
      hinted.clear()
      xorbs.clear()
      hintCount = 0
    }
    const name = shortOf(key)
    let under = hinted.get(name)
    if (!under) hinted.set(name, (under = { hashOf: hashUnderKey(key), places: new Map() }))
    for (const { hash, chunkCount, chunk } of told) {
      const short = shortOf(hash)
      if (xorbs.has(short)) continue
      const xorb: XorbRef = { hash: Uint8Array.from(hash) }
      xorbs.set(short, xorb)
      for (let index = 0; index < chunkCount; index += 1) under.places.set(shortOf(chunk(index).hash), { xorb, index })
      hintCount += chunkCount
    }
  }

  return {
    find(hash: Uint8Array): Place | null {
      const place = own.get(shortOf(hash))
      if (place) return place
      for (const { hashOf, places } of hinted.values()) {
        const found = places.get(shortOf(hashOf(hash)))
        if (found) return found
      }
      return null
    },
    add(hash: Uint8Array, place: Place): void {
      own.set(shortOf(hash), place)
      if (own.size > mostChunks) own.delete(own.keys().next().value!)
    },
    addHints,
  }
}

/** Half of a hash tells chunks apart; as text a Map finds it fastest. The hub checks what comes of it. */
const shortOf = (hash: Uint8Array): string => String.fromCharCode(...hash.subarray(0, 16))
