import assert from 'node:assert/strict'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { HubError } from '../../kit/errors.ts'
import type { PartStore } from '../../ports/blob-store.ts'
import { diskFailure, isMissing, unlessMissing } from './disk-errors.ts'
import { readFileParts } from './file-parts.ts'
import { openTemporary } from './folders.ts'
import { createHashingFile } from './hashing-file.ts'

/**
 * Pieces of large uploads, in the same folder as the blob store:
 *
 *     <folder>/
 *       uploads/
 *         <upload>/
 *           17                  a whole piece, named by its number
 *       tmp/
 *         5d41402abc4b…         a piece on its way in; the blob store sweeps these
 */
export function createDiskPartStore(folder: string): PartStore {
  const uploads = path.join(folder, 'uploads')
  const uploadPath = (upload: string): string => path.join(uploads, checkedUpload(upload))

  async function put(
    upload: string,
    part: number,
    bytes: AsyncIterable<Uint8Array>,
    limitBytes: number,
  ): ReturnType<PartStore['put']> {
    const target = partPath(uploadPath(upload), part)
    const { file, handle } = await openTemporary(folder)
    const writing = createHashingFile({ file, handle })
    try {
      for await (const piece of limited(bytes, limitBytes)) await writing.write(piece)
      const facts = await writing.finish()
      await writing.close()
      await mkdir(path.dirname(target), { recursive: true })
      // Not synced: joining verifies the whole, so a piece lost in a power cut is sent again, never believed.
      await rename(file, target)
      return facts
    } catch (error) {
      await writing.close().catch(() => {})
      await rm(file, { force: true })
      throw diskFailure(error)
    }
  }

  async function list(upload: string): Promise<Map<number, number>> {
    const parts = new Map<number, number>()
    const names = (await unlessMissing(readdir(uploadPath(upload)))) ?? []
    for (const part of names.map(Number).toSorted((a, b) => a - b)) {
      const facts = await unlessMissing(stat(partPath(uploadPath(upload), part)))
      if (facts) parts.set(part, facts.size)
    }
    return parts
  }

  return {
    put,
    list,
    read: (upload, part) => readPart(partPath(uploadPath(upload), part), part),
    remove: (upload) => rm(uploadPath(upload), { recursive: true, force: true }),
    uploads: async () => (await unlessMissing(readdir(uploads))) ?? [],
  }
}

/** An upload id comes in by URL: letters, digits, `-` and `_` cannot leave the folder. */
function checkedUpload(upload: string): string {
  if (!/^[\w-]{1,128}$/.test(upload)) throw new HubError('BadRequest', 'This is not the id of an upload.')
  return upload
}

function partPath(folder: string, part: number): string {
  assert(Number.isSafeInteger(part) && part >= 0, `${part} is not the number of a piece`)
  return path.join(folder, String(part))
}

async function* limited(bytes: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  for await (const piece of bytes) {
    sizeBytes += piece.length
    if (sizeBytes > limitBytes) {
      throw new HubError('BodyTooLarge', `A piece of this upload may have at most ${limitBytes} bytes.`, { limitBytes })
    }
    yield piece
  }
}

async function* readPart(file: string, part: number): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new HubError('UploadIncomplete', `Piece ${part} of this upload has not arrived.`, { part })
  })
  try {
    yield* readFileParts(handle, 0, (await handle.stat()).size)
  } finally {
    await handle.close()
  }
}
