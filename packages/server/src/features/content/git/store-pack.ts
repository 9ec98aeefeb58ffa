import type { BlobStore } from '../../../ports/blob-store.ts'
import type { PackFiles } from '../../../ports/bare-repos.ts'
import type { NewPack } from './queries.ts'

/** Makes both files of a pack durable. They are nobody's until a row names them. */
export async function storePack(blobs: BlobStore, files: PackFiles, objectCount: number): Promise<NewPack> {
  const pack = await store(blobs, files.pack())
  const index = await store(blobs, files.index())
  return {
    name: files.name,
    pack: pack.digest,
    packBytes: pack.sizeBytes,
    index: index.digest,
    indexBytes: index.sizeBytes,
    objectCount,
  }
}

async function store(blobs: BlobStore, bytes: AsyncIterable<Uint8Array>) {
  await using staged = await blobs.stage()
  for await (const part of bytes) await staged.write(part)
  return await staged.commit()
}
