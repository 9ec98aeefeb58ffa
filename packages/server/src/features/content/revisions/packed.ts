import {
  readPackedObject,
  type KnownObjects,
  type ObjectKind,
  type PackedObject,
  type PackSource,
} from '@kaihub/formats/git'
import { LRUCache } from 'lru-cache'
import { limits } from '../../../config/limits.ts'
import type { Digest } from '../../../kit/digest.ts'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { OpenBlob } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import { readObjects, type GitObject } from './queries.ts'

type OpenStored = (digest: Digest) => Promise<OpenBlob | null>
type Body = { kind: ObjectKind; body: Buffer }

/** Reads the bodies of git objects wherever they are: beside their row, alone in the blob store, or in a pack. */
export type ReadBodies = (repoId: RepoId, objects: readonly GitObject[]) => Promise<Map<ObjectId, Buffer>>

export function createBodies(db: Database, openStored: OpenStored): ReadBodies {
  return async function readBodies(repoId, objects) {
    const bodies = new Map<ObjectId, Buffer>()
    const packed = new Map<Digest, { oid: ObjectId; offset: number }[]>()
    for (const object of objects) {
      if (object.data) bodies.set(object.oid, object.data)
      else if (object.digest) bodies.set(object.oid, await readWhole(await openStored(object.digest), object.oid))
      else if (object.packed) {
        const { pack, offset } = object.packed
        packed.set(pack, [...(packed.get(pack) ?? []), { oid: object.oid, offset }])
      }
    }
    for (const [digest, some] of packed) {
      await using pack = await openStored(digest)
      if (!pack) throw new Error(`the bytes of pack ${digest} of repo ${repoId} are missing`)
      const source = toSource(pack)
      const known = some.length > 1 ? createKnown() : undefined
      for (const { oid, offset } of some) {
        const { body } = await readPackedObject(source, offset, {
          limitBytes: limits.packedObjectBytes,
          baseOf: (base) => readBase(repoId, base as ObjectId),
          ...(known && { known }),
        })
        bodies.set(oid, body)
      }
    }
    return bodies
  }

  /** A delta may be against an object by name, which then lies anywhere in the repo. */
  async function readBase(repoId: RepoId, oid: ObjectId): Promise<Body> {
    const object = (await readObjects(db, repoId, [oid])).get(oid)
    if (!object) throw new Error(`git object ${oid} of repo ${repoId}, the base of a delta, is missing`)
    const body = (await createBodies(db, openStored)(repoId, [object])).get(oid)!
    return { kind: object.kind, body }
  }
}

/** While objects of one pack are read together. */
const knownBytes = 16 * 1024 * 1024

function createKnown(): KnownObjects {
  return new LRUCache<number, PackedObject>({ maxSize: knownBytes, sizeCalculation: ({ body }) => body.length + 1 })
}

async function readWhole(opened: OpenBlob | null, oid: ObjectId): Promise<Buffer> {
  await using blob = opened
  if (!blob) throw new Error(`the bytes of git object ${oid} are missing`)
  if (blob.sizeBytes > limits.packedObjectBytes) throw new Error(`git object ${oid} is too large to be read whole`)
  const body = Buffer.allocUnsafe(blob.sizeBytes)
  await toSource(blob).readInto(0, body)
  return body
}

const toSource = (blob: OpenBlob): PackSource => ({
  sizeBytes: blob.sizeBytes,
  readInto: async (first, into) => {
    let filled = 0
    for await (const part of blob.read({ first, last: first + into.length - 1 })) {
      into.set(part, filled)
      filled += part.length
    }
    if (filled !== into.length) throw new Error('a blob ended before its length')
  },
})
