import { UploadFault } from './fault.ts'

const sliceBytes = 4 * 1024 * 1024

/** The bytes of a file, a few MB at a time; the next slice is read while the last is worked on. */
export async function* readSlices(blob: Blob, path: string): AsyncGenerator<Uint8Array> {
  let next = read(blob, 0, path)
  for (let at = 0; at < blob.size; at += sliceBytes) {
    const slice = await next
    if (at + sliceBytes < blob.size) {
      next = read(blob, at + sliceBytes, path)
      // whoever stops here takes no notice of it
      next.catch(() => {})
    }
    yield slice
  }
}

const read = (blob: Blob, at: number, path: string): Promise<Uint8Array> =>
  readWhole(blob.slice(at, at + sliceBytes), path)

/** @throws UploadFault with the path: browsers refuse to read a file that changed after it was chosen */
export async function readWhole(blob: Blob, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await blob.arrayBuffer().catch(() => null)
  if (bytes?.byteLength !== blob.size) throw new UploadFault(path, { status: 400, code: 'FileUnreadable' })
  return new Uint8Array(bytes)
}
