import assert from 'node:assert/strict'
import type { Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isDigest, type Digest } from '../../kit/digest.ts'
import type { BlobStore, ByteRange, StoredBlob } from '../../ports/blob-store.ts'
import { unlessMissing } from './disk-errors.ts'
import { fill, readFileParts } from './file-parts.ts'
import { openTemporary, syncFolder } from './folders.ts'
import { createStagedBlob } from './staged-blob.ts'

/**
 * Blobs as files of one local file system:
 *
 *     <folder>/
 *       blobs/
 *         9f/86/9f86d081884c…   whole and verified, named by its SHA-256; never changed, only deleted
 *       tmp/
 *         5d41402abc4b…         on its way in, random name; swept when its upload was interrupted
 *
 * A blob appears by rename, so nobody ever sees half of one. Folders stay when they run empty: taking one away could
 * race with an upload that is about to use it.
 */
export function createDiskBlobStore(folder: string): BlobStore {
  const pathOf = (digest: Digest): string => {
    assert(isDigest(digest), 'not a digest')
    return path.join(folder, 'blobs', digest.slice(0, 2), digest.slice(2, 4), digest)
  }
  const place = createPlacer(pathOf)

  async function size(digest: Digest): Promise<number | null> {
    const facts = await unlessMissing(stat(pathOf(digest)))
    return facts && facts.size
  }

  return {
    stage: async () => createStagedBlob({ ...(await openTemporary(folder)), place }),
    open: (digest) => openBlob(pathOf(digest)),
    size,
    delete: (digest) => rm(pathOf(digest), { force: true }),
    list: () => listBlobs(path.join(folder, 'blobs')),
    sweep: (olderThan) => sweepFiles(path.join(folder, 'tmp'), olderThan),
  }
}

/** Renames a finished file to its name and syncs every folder whose list of names may have changed by that. */
function createPlacer(pathOf: (digest: Digest) => string) {
  // One mark per `aa/bb`: its folders are known to be on the disk, so the next blob syncs only the innermost.
  const durable = new Uint8Array(256 * 256)

  return async function place(file: string, digest: Digest): Promise<void> {
    const target = pathOf(digest)
    const fan = Number.parseInt(digest.slice(0, 4), 16)
    const inner = path.dirname(target)
    if ((await mkdir(inner, { recursive: true })) !== undefined) durable[fan] = 0
    // Over an existing blob this is harmless: the bytes are the same and readers keep the file they opened.
    await rename(file, target)
    await syncFolder(inner)
    if (durable[fan]) return
    for (const outer of ['../', '../../', '../../../']) await syncFolder(path.join(inner, outer))
    durable[fan] = 1
  }
}

async function openBlob(file: string): Promise<StoredBlob | null> {
  const handle = await unlessMissing(open(file, 'r'))
  if (!handle) return null
  try {
    const sizeBytes = (await handle.stat()).size
    return {
      sizeBytes,
      read: (range) => {
        if (range) assertRange(range, sizeBytes)
        return readFileParts(handle, range?.first ?? 0, range ? range.last + 1 : sizeBytes)
      },
      readInto: (first, into) => {
        assert(first >= 0 && first + into.length <= sizeBytes, `no range of ${sizeBytes} bytes: ${first}`)
        return fill(handle, into, first)
      },
      [Symbol.asyncDispose]: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function assertRange({ first, last }: ByteRange, sizeBytes: number): void {
  const whole = Number.isSafeInteger(first) && Number.isSafeInteger(last)
  assert(whole && 0 <= first && first <= last && last < sizeBytes, `no range of ${sizeBytes} bytes: ${first}-${last}`)
}

async function* listBlobs(folder: string): ReturnType<BlobStore['list']> {
  for (const outer of await entriesOf(folder)) {
    for (const inner of await entriesOf(path.join(folder, outer.name))) {
      for (const { name } of await entriesOf(path.join(folder, outer.name, inner.name))) {
        // A blob deleted since the folder was read is simply not there any more.
        const facts = isDigest(name) ? await unlessMissing(stat(path.join(folder, outer.name, inner.name, name))) : null
        if (facts && isDigest(name)) yield { digest: name, sizeBytes: facts.size, modifiedAt: facts.mtime }
      }
    }
  }
}

/** An upload counts by its last write, so one that is slow but alive stays. */
async function sweepFiles(folder: string, olderThan: Date): Promise<number> {
  let swept = 0
  for (const { name } of await entriesOf(folder)) {
    const file = path.join(folder, name)
    const facts = await unlessMissing(stat(file))
    if (!facts || facts.mtime >= olderThan) continue
    await rm(file, { force: true })
    swept += 1
  }
  return swept
}

const entriesOf = async (folder: string): Promise<Dirent[]> =>
  (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? []
