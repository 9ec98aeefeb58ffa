import { readPackIndex, type PackIndex } from '@kaihub/formats/git'
import type { PackFiles } from '../../../ports/bare-repos.ts'

/** The index of a pack in memory: 28 bytes an object. */
export async function indexOf(files: PackFiles): Promise<PackIndex> {
  const parts: Uint8Array[] = []
  for await (const part of files.index()) parts.push(Buffer.from(part))
  return readPackIndex(Buffer.concat(parts))
}
