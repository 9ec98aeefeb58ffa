import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TableFile } from '../../ports/tables.ts'
import { stopIfLeft } from './asking.ts'
import { addRange, type Extent } from './extents.ts'

export type Filling = {
  /** what is there, added to as bytes come */
  extents: Extent[]
  missing: readonly Extent[]
  /** so many more are there */
  onBytes: (bytes: number) => void
}

/** Copies what is missing into a sparse copy of a file. What came before a failure stays, and is counted. */
export async function fillRanges(
  path: string,
  source: TableFile,
  { extents, missing, onBytes }: Filling,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await using copy = await open(path, extents.length === 0 ? 'w' : 'r+')
  if (extents.length === 0) await copy.truncate(source.sizeBytes)
  await using blob = await source.open()
  for (const { start, end } of missing) {
    let at = start
    for await (const part of blob.read({ first: start, last: end - 1 })) {
      stopIfLeft()
      await copy.write(part, 0, part.length, at)
      addRange(extents, { start: at, end: at + part.length })
      onBytes(part.length)
      at += part.length
    }
    if (at !== end) throw new Error(`a file of ${source.sizeBytes} bytes ended early`)
  }
}

export async function readExtent(source: TableFile, { start, end }: Extent): Promise<Uint8Array> {
  await using blob = await source.open()
  const parts: Buffer[] = []
  for await (const part of blob.read({ first: start, last: end - 1 })) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
