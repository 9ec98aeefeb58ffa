import { Buffer } from 'buffer'
import { lineOf } from './commit.ts'
import { readWhole } from './read-slices.ts'

/** A small file as a line of a commit, in a Blob: browsers keep many of those out of the page's memory. */
export async function inlineFile(path: string, blob: Blob): Promise<Blob> {
  const content = Buffer.from(await readWhole(blob, path)).toString('base64')
  return new Blob([lineOf({ key: 'file', value: { path, content, encoding: 'base64' } })])
}
