// One object out of a pack that git has checked. Its bytes may have rotted since, so nothing in it is trusted.
import { inflateSync } from 'node:zlib'
import type { ObjectKind } from '../hash.ts'
import { applyDelta } from './delta.ts'
import { decodeEntryHead } from './entry-head.ts'
import type { PackEntryHead } from './entry-head.ts'
import { fail } from './fail.ts'
import { packHeaderBytes, trailerBytes } from './layout.ts'

export type PackSource = {
  sizeBytes: number
  /** fills all of `into` with the bytes that start at `first` */
  readInto: (first: number, into: Uint8Array) => Promise<void>
}

export type PackedObject = { kind: ObjectKind; body: Buffer }

export type ReadPackedOptions = {
  /** of the object, and of each base and delta on the way to it */
  limitBytes: number
  /** finds the base of a ref delta, in this pack or elsewhere; guards against ids that name each other in a ring */
  baseOf: (oid: string) => Promise<PackedObject>
  /** objects of this pack by their offset, read before: neighbours in a history are deltas of each other */
  known?: KnownObjects
}

export type KnownObjects = {
  get: (offset: number) => PackedObject | undefined
  set: (offset: number, object: PackedObject) => void
}

type Entry = { head: PackEntryHead; body: Buffer }
/** A delta on the way to the base; one that was not kept is read again. */
type Link = { offset: number; delta: Buffer | null }

/** Most entries fit into what is read first. */
const firstReadBytes = 4096
/** Git makes chains of 50 links, and of 4095 when asked to. */
const maxLinks = 4096
const minInflateBytes = 64
const maxInflateBytes = 1024 * 1024

/**
 * Reads the object whose entry starts at `offset`. Throws FormatError where no entry can be, on damage, on sizes over
 * the limit and on a chain of too many deltas.
 */
export async function readPackedObject(
  pack: PackSource,
  offset: number,
  options: ReadPackedOptions,
): Promise<PackedObject> {
  const { base, links } = await findBase(pack, offset, options)
  let body = base.body
  for (const link of links.toReversed()) {
    const delta = link.delta ?? (await readEntry(pack, link.offset, options.limitBytes)).body
    body = applyDelta(body, delta, options.limitBytes)
    options.known?.set(link.offset, { kind: base.kind, body })
  }
  return { kind: base.kind, body }
}

/** Follows the deltas to what they start from. Deltas are kept as long as all together stay below the limit. */
async function findBase(
  pack: PackSource,
  offset: number,
  options: ReadPackedOptions,
): Promise<{ base: PackedObject; links: Link[] }> {
  const links: Link[] = []
  let keptBytes = 0
  for (let at = offset; links.length <= maxLinks;) {
    const known = options.known?.get(at)
    if (known) return { base: known, links }
    const { head, body } = await readEntry(pack, at, options.limitBytes)
    if (head.kind !== 'ofs-delta' && head.kind !== 'ref-delta') {
      const base = { kind: head.kind, body }
      options.known?.set(at, base)
      return { base, links }
    }
    const isKept = keptBytes + body.length <= options.limitBytes
    if (isKept) keptBytes += body.length
    links.push({ offset: at, delta: isKept ? body : null })
    if (head.base === undefined) return fail('a delta without a base')
    if ('oid' in head.base) return { base: await options.baseOf(head.base.oid), links }
    at = head.base.offset
  }
  return fail(`a chain of more than ${maxLinks} deltas`)
}

async function readEntry(pack: PackSource, offset: number, limitBytes: number): Promise<Entry> {
  const end = pack.sizeBytes - trailerBytes
  if (!Number.isSafeInteger(offset) || offset < packHeaderBytes || offset >= end)
    return fail(`no entry can start at ${offset}`)
  const first = Buffer.allocUnsafe(Math.min(firstReadBytes, end - offset))
  await pack.readInto(offset, first)
  const head = decodeEntryHead(first, offset)
  if (head.sizeBytes > limitBytes) return fail(`an entry of ${head.sizeBytes} bytes, over the limit of ${limitBytes}`)
  const dataStart = offset + head.dataAt
  const dataEnd = Math.min(end, dataStart + maxDeflatedBytes(head.sizeBytes))
  let deflated = first.subarray(head.dataAt)
  if (dataEnd > offset + first.length) {
    const whole = Buffer.allocUnsafe(dataEnd - dataStart)
    whole.set(deflated)
    await pack.readInto(offset + first.length, whole.subarray(deflated.length))
    deflated = whole
  }
  return { head, body: inflate(deflated, head.sizeBytes) }
}

/** What zlib gives as its bound for any settings, and room for some blocks that hold nothing. */
const maxDeflatedBytes = (sizeBytes: number): number =>
  sizeBytes + Math.ceil(sizeBytes / 8) + Math.ceil(sizeBytes / 64) + 1024

/** What follows the stream is the next entry's and ignored. Gives no more memory than was announced. */
function inflate(deflated: Uint8Array, sizeBytes: number): Buffer {
  let body: Buffer
  try {
    // one byte more, so that a stream of the right size ends within the first piece
    const chunkSize = Math.min(Math.max(sizeBytes + 1, minInflateBytes), maxInflateBytes)
    body = inflateSync(deflated, { chunkSize, maxOutputLength: Math.max(sizeBytes, 1) })
  } catch (cause) {
    return fail('an entry that does not inflate to its size', { cause })
  }
  return body.length === sizeBytes ? body : fail('an entry that does not inflate to its size')
}
