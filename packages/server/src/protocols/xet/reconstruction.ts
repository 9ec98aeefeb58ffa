/** Recipes as clients read them (spec storage-protocols 1.6.4): older ones by ranges, newer ones by xorbs. */
import type { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Extent, Fetch, FetchTicket, Reconstruction, Term, XetHash } from '../../features/content/index.ts'
import type * as wire from './wire.ts'

/** Makes the address at which a ticket opens its bytes. */
export type AddressOf = (ticket: FetchTicket) => string

type Fetches = Reconstruction['fetches']

export const presentV1 = (
  { offsetIntoFirstTerm, terms, fetches }: Reconstruction,
  addressOf: AddressOf,
): z.output<typeof wire.reconstructionV1> => ({
  offset_into_first_range: offsetIntoFirstTerm,
  terms: terms.map(presentTerm),
  fetch_info: presentFetches(fetches, addressOf),
})

/** One address opens many ranges of a xorb, as many as its text has room for. */
export const presentV2 = (
  { offsetIntoFirstTerm, terms, fetches }: Reconstruction,
  addressOf: AddressOf,
): z.output<typeof wire.reconstructionV2> => ({
  offset_into_first_range: offsetIntoFirstTerm,
  terms: terms.map(presentTerm),
  xorbs: mapValues(fetches, (xorb, all) =>
    inGroups(all, limits.xetFetchRanges).map((group) => ({
      url: addressOf({ xorb, ranges: group.map(({ bytes }) => bytes) }),
      ranges: group.map(({ chunks, bytes }) => ({ chunks, bytes: presentBytes(bytes) })),
    })),
  ),
})

export const presentBatch = (
  files: ReadonlyMap<XetHash, Reconstruction>,
  addressOf: AddressOf,
): z.output<typeof wire.batchAnswer> => ({
  files: mapValues(files, (_, { terms }) => terms.map(presentTerm)),
  fetch_info: presentFetches(joinFetches([...files.values()].map(({ fetches }) => fetches)), addressOf),
})

const presentTerm = ({ xorb, start, end, contentBytes }: Term) => ({
  hash: xorb,
  unpacked_length: contentBytes,
  range: { start, end },
})

/** Each range has an address of its own: clients tell fetches apart by it. */
const presentFetches = (fetches: Fetches, addressOf: AddressOf) =>
  mapValues(fetches, (xorb, all) =>
    all.map(({ chunks, bytes }) => ({
      range: chunks,
      url: addressOf({ xorb, ranges: [bytes] }),
      url_range: presentBytes(bytes),
    })),
  )

const presentBytes = ({ start, end }: Extent): Extent => ({ start, end: end - 1 })

function mapValues<Value, Mapped>(
  map: ReadonlyMap<XetHash, Value>,
  make: (key: XetHash, value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries([...map].map(([key, value]) => [key, make(key, value)]))
}

function inGroups<Item>(items: readonly Item[], most: number): Item[][] {
  const groups: Item[][] = []
  for (let start = 0; start < items.length; start += most) groups.push(items.slice(start, start + most))
  return groups
}

/** What several files need of each xorb, ascending, what overlaps or touches joined. */
function joinFetches(all: readonly Fetches[]): Fetches {
  const joined: Fetches = new Map()
  for (const fetches of all)
    for (const [xorb, some] of fetches) joined.set(xorb, [...(joined.get(xorb) ?? []), ...some])
  for (const [xorb, some] of joined) joined.set(xorb, joinNeighbours(some))
  return joined
}

function joinNeighbours(fetches: readonly Fetch[]): Fetch[] {
  const joined: Fetch[] = []
  for (const next of fetches.toSorted((a, b) => a.chunks.start - b.chunks.start)) {
    const last = joined.at(-1)
    if (!last || next.chunks.start > last.chunks.end) joined.push(next)
    else joined[joined.length - 1] = { chunks: span(last.chunks, next.chunks), bytes: span(last.bytes, next.bytes) }
  }
  return joined
}

const span = (a: Extent, b: Extent): Extent => ({ start: a.start, end: Math.max(a.end, b.end) })
