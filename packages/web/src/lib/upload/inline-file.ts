import { Buffer } from 'buffer'
import { lineOf } from './commit.ts'
import { UploadFault } from './fault.ts'

/** A small file as a line of a commit, in a Blob: browsers keep many of those out of the page's memory. */
export async function inlineFile(path: string, blob: Blob): Promise<Blob> {
  const bytes = await blob.arrayBuffer().catch(() => {
    throw new UploadFault(path, { status: 400, code: 'FileUnreadable' })
  })
  const content = Buffer.from(bytes).toString('base64')
  return new Blob([lineOf({ key: 'file', value: { path, content, encoding: 'base64' } })])
}
