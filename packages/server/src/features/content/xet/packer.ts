import {
  createXorbBuilder,
  decodeChunkIndex,
  encodeChunkIndex,
  hashToText,
  type XorbBuilder,
} from '@kaihub/formats/xet'
import { termBytes, writeTerm } from './recipe.ts'
import type { XetHash } from './xet.ts'

/** Bytes of the file in order, or what is known of the chunks last asked for. */
export type PackStep = { bytes: Uint8Array } | { known: ReadonlyMap<XetHash, Uint8Array>; isLast: boolean }
export type NewXorb = { xorb: XetHash; chunkIndex: Uint8Array; contentBytes: number }
/** `records` go to the xorb that is open; each that is `finished` was complete after so many of them. */
export type PackReply = { asks: XetHash[]; records: Uint8Array; finished: { after: number; xorb: NewXorb }[] }
export type Packed = { file: XetHash; recipe: Uint8Array; xorbs: XetHash[]; places: PackedPlace[] }
/** where a chunk lies that clients will ask for */
export type PackedPlace = { chunk: Uint8Array; xorb: XetHash; position: number }

/** Shorter matches would scatter a file over many xorbs (storage-protocols §4.5). */
const shortestRun = 8
const longestRun = 1024

/** `key` is the hash as a map can hold it. */
export type Chunk = { hash: Buffer; key: string; content: Uint8Array }
/** Xorbs are numbers here, as a new one has no name before it is full. */
type Place = { xorb: number; position: number }
type NumberedTerm = { xorb: number; start: number; end: number; contentBytes: number }

export const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('latin1')

/** Decides chunk by chunk whether it is there already or goes into a new xorb. */
export function createPacker() {
  const names: XetHash[] = []
  const places = createPlaces()
  const terms = createTerms()
  let open: { builder: XorbBuilder; number: number; count: number } | null = null
  let records: Uint8Array[] = []
  let finished: PackReply['finished'] = []

  function know(xorb: XetHash, chunkIndex: Uint8Array): void {
    if (!names.includes(xorb)) places.rememberXorb(names.push(xorb) - 1, chunkIndex)
  }

  /** Takes from the front what can be decided: a run of known chunks may go on in what comes next. */
  function pack(pending: Chunk[], isLast: boolean): Omit<PackReply, 'asks'> {
    let done = 0
    while (done < pending.length) {
      const run = places.runAt(pending, done)
      if (run && (run.length >= shortestRun || terms.extendsLast(run))) {
        for (let n = 0; n < run.length; n += 1)
          terms.add({ xorb: run.xorb, position: run.position + n }, pending[done + n]!.content.length)
        done += run.length
      } else if (run && done + run.length === pending.length && !isLast) break
      else store(pending[done++]!)
    }
    pending.splice(0, done)
    if (isLast) finish()
    const reply = { records: Buffer.concat(records), finished }
    records = []
    finished = []
    return reply
  }

  function store({ hash, key, content }: Chunk): void {
    if (open && !open.builder.hasRoomFor(content.length)) finish()
    open ??= { builder: createXorbBuilder(), number: names.push('' as XetHash) - 1, count: 0 }
    records.push(open.builder.add(content, hash))
    const place = { xorb: open.number, position: open.count }
    places.remember(key, place)
    terms.add(place, content.length)
    open.count += 1
  }

  function finish(): void {
    if (!open) return
    const { hash, chunks } = open.builder.finish()
    const xorb = hashToText(hash) as XetHash
    names[open.number] = xorb
    const after = records.reduce((sum, { length }) => sum + length, 0)
    const contentBytes = chunks.contentEnds.at(-1)!
    finished.push({ after, xorb: { xorb, chunkIndex: encodeChunkIndex(chunks), contentBytes } })
    open = null
  }

  function result(asked: readonly Buffer[]): Omit<Packed, 'file'> {
    const found = asked.map((chunk) => {
      const { xorb, position } = places.find(keyOf(chunk))!
      return { chunk, xorb: names[xorb]!, position }
    })
    return { ...terms.result(names), places: found }
  }

  return { know, pack, result }
}

/** Where chunks lie. */
function createPlaces() {
  const places = new Map<string, Place>()

  function remember(key: string, place: Place): void {
    if (!places.has(key)) places.set(key, place)
  }

  function rememberXorb(xorb: number, chunkIndex: Uint8Array): void {
    const { hashes, contentEnds } = decodeChunkIndex(chunkIndex)
    for (let position = 0; position < contentEnds.length; position += 1)
      remember(keyOf(hashes.subarray(position * 32, position * 32 + 32)), { xorb, position })
  }

  /** How many chunks from here on lie in a row in one xorb. */
  function runAt(pending: readonly Chunk[], from: number): (Place & { length: number }) | null {
    const place = places.get(pending[from]!.key)
    if (!place) return null
    let length = 1
    for (; from + length < pending.length && length < longestRun; length += 1) {
      const next = places.get(pending[from + length]!.key)
      if (next?.xorb !== place.xorb || next.position !== place.position + length) break
    }
    return { ...place, length }
  }

  return { find: (key: string) => places.get(key), remember, rememberXorb, runAt }
}

/** The recipe as it grows: neighbours make one term. */
function createTerms() {
  const terms: NumberedTerm[] = []

  const extendsLast = ({ xorb, position }: Place): boolean => {
    const last = terms.at(-1)
    return last?.xorb === xorb && last.end === position
  }

  function add(place: Place, contentBytes: number): void {
    const last = terms.at(-1)
    if (last && extendsLast(place)) {
      last.end += 1
      last.contentBytes += contentBytes
    } else terms.push({ xorb: place.xorb, start: place.position, end: place.position + 1, contentBytes })
  }

  function result(names: readonly XetHash[]): Pick<Packed, 'recipe' | 'xorbs'> {
    const recipe = Buffer.alloc(terms.length * termBytes)
    for (const [at, term] of terms.entries()) writeTerm(recipe, at * termBytes, { ...term, xorb: names[term.xorb]! })
    return { recipe, xorbs: [...new Set(terms.map(({ xorb }) => names[xorb]!))] }
  }

  return { extendsLast, add, result }
}
