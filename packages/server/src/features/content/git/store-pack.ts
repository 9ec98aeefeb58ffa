import type { BlobStore } from '../../../ports/blob-store.ts'
import type { PackFiles } from '../../../ports/bare-repos.ts'
import type { Database } from '../../../ports/database.ts'
import { touchPackFile, type NewPack } from './queries.ts'

type Place = { db: Database; blobs: BlobStore }

/** Makes both files of a pack durable. They are nobody's until a row names them. */
export async function storePack(place: Place, files: PackFiles, objectCount: number): Promise<NewPack> {
  const pack = await store(place, files.pack())
  const index = await store(place, files.index())
  return {
    name: files.name,
    pack: pack.digest,
    packBytes: pack.sizeBytes,
    index: index.digest,
    indexBytes: index.sizeBytes,
    objectCount,
  }
}

async function store({ db, blobs }: Place, bytes: AsyncIterable<Uint8Array>) {
  await using staged = await blobs.stage()
  for await (const part of bytes) await staged.write(part)
  const { digest } = await staged.seal()
  await touchPackFile(db, digest)
  return await staged.commit()
}
