import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HubError } from '../../kit/errors.ts'
import type { TableFile } from '../../ports/tables.ts'
import { addRange, missingRanges, rangeBytes, type Extent } from './extents.ts'

/** Ranges this near to each other are read in one go. */
const gapBytes = 64 * 1024

export type Filling = {
  /** what is there, added to as bytes come */
  extents: Extent[]
  wanted: readonly Extent[]
  limitBytes: number
}

/** Copies what is missing of the wanted ranges into a sparse copy of a file; answers how many bytes it read. */
export async function fillRanges(
  path: string,
  source: TableFile,
  { extents, wanted, limitBytes }: Filling,
): Promise<number> {
  const missing = missingRanges(extents, wanted, gapBytes)
  if (missing.length === 0) return 0
  if (rangeBytes(missing) > limitBytes)
    throw new HubError('BadRequest', 'This part of the table is too large to be read here.')
  await mkdir(dirname(path), { recursive: true })
  await using copy = await open(path, extents.length === 0 ? 'w' : 'r+')
  if (extents.length === 0) await copy.truncate(source.sizeBytes)
  await using blob = await source.open()
  for (const { start, end } of missing) {
    let at = start
    for await (const part of blob.read({ first: start, last: end - 1 })) {
      await copy.write(part, 0, part.length, at)
      at += part.length
    }
    if (at !== end) throw new Error(`a file of ${source.sizeBytes} bytes ended early`)
    addRange(extents, { start, end })
  }
  return rangeBytes(missing)
}

export async function readExtent(source: TableFile, { start, end }: Extent): Promise<Uint8Array> {
  await using blob = await source.open()
  const parts: Buffer[] = []
  for await (const part of blob.read({ first: start, last: end - 1 })) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
