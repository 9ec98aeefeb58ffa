import { contentRange, findChunk, storedRange } from '@kaihub/formats/xet'
import { HubError } from '../../../kit/errors.ts'
import type { ByteRange } from '../../../ports/blob-store.ts'
import type { Recipe } from './recipe.ts'
import type { Extent, Fetch, Reconstruction, Term, XetHash } from './xet.ts'
import type { KnownXorb, Xorbs } from './xorbs.ts'

/** of one answer; clients of today ask for files in ranges of 256 MB */
const mostTerms = 200_000
const xorbsAtOnce = 64
/** whose chunk indexes are in memory for one answer: 64 GB of a usual file */
const mostXorbs = 1000

/**
 * How a range of a file comes about (storage-protocols §1.6.4): its terms without the chunks that are not needed, and what to
 * fetch of each xorb. @throws HubError InvalidRange when the range begins at or after the end
 */
export async function reconstruct(recipe: Recipe, range: ByteRange | null, xorbs: Xorbs): Promise<Reconstruction> {
  const first = range?.first ?? 0
  if (first >= recipe.sizeBytes) {
    if (first === 0) return { offsetIntoFirstTerm: 0, terms: [], fetches: new Map() }
    const detail = { sizeBytes: recipe.sizeBytes }
    throw new HubError('InvalidRange', `The file has ${recipe.sizeBytes} bytes.`, detail)
  }
  const end = Math.min(recipe.sizeBytes, range ? range.last + 1 : Infinity)
  const terms: Term[] = []
  const known = new Map<XetHash, KnownXorb>()
  let { index, startsAt } = recipe.find(first)
  let offsetIntoFirstTerm = 0
  for (; index < recipe.count && startsAt < end; index += 1) {
    if (terms.length === mostTerms || known.size > mostXorbs + xorbsAtOnce)
      throw new HubError('BadRequest', 'This takes too many parts for one answer: ask for ranges.')
    const term = recipe.term(index)
    if (!known.has(term.xorb)) await look(recipe, index, known, xorbs)
    const cut = cutTerm(term, known.get(term.xorb)!, { start: first - startsAt, end: end - startsAt })
    if (terms.length === 0) offsetIntoFirstTerm = cut.skippedBytes
    terms.push(cut.term)
    startsAt += term.contentBytes
  }
  return { offsetIntoFirstTerm, terms, fetches: fetchesOf(terms, known) }
}

/** The xorbs of the next terms, some at once. */
async function look(recipe: Recipe, from: number, known: Map<XetHash, KnownXorb>, xorbs: Xorbs): Promise<void> {
  const wanted = new Set<XetHash>()
  for (let index = from; index < recipe.count && wanted.size < xorbsAtOnce; index += 1)
    wanted.add(recipe.term(index).xorb)
  for (const [hash, xorb] of await xorbs.find([...wanted])) known.set(hash, xorb)
  const missing = recipe.term(from).xorb
  if (!known.has(missing)) throw new Error(`xorb ${missing}, part of a file, is missing`)
}

/** Without chunks that lie wholly outside the bytes wanted, which count from the start of the term. */
function cutTerm(term: Term, { chunks }: KnownXorb, wanted: Extent): { term: Term; skippedBytes: number } {
  const origin = contentRange(chunks, term.start, term.end).start
  const from = Math.max(0, wanted.start)
  const upTo = Math.min(term.contentBytes, wanted.end)
  const start = findChunk(chunks, origin + from)
  const end = findChunk(chunks, origin + upTo - 1) + 1
  const content = contentRange(chunks, start, end)
  return {
    term: { xorb: term.xorb, start, end, contentBytes: content.end - content.start },
    skippedBytes: origin + from - content.start,
  }
}

/** Chunk ranges of each xorb, ascending, overlapping and adjacent ones joined. */
function fetchesOf(terms: readonly Term[], known: ReadonlyMap<XetHash, KnownXorb>): Map<XetHash, Fetch[]> {
  const wanted = new Map<XetHash, Extent[]>()
  for (const { xorb, start, end } of terms) {
    const extents = wanted.get(xorb)
    if (extents) extents.push({ start, end })
    else wanted.set(xorb, [{ start, end }])
  }
  return new Map(
    [...wanted].map(([xorb, extents]) => {
      const { chunks } = known.get(xorb)!
      return [xorb, join(extents).map((each) => ({ chunks: each, bytes: storedRange(chunks, each.start, each.end) }))]
    }),
  )
}

function join(extents: readonly Extent[]): Extent[] {
  const joined: Extent[] = []
  for (const { start, end } of extents.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}
