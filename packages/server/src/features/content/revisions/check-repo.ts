import { decodeCommit, decodeTree, type ObjectKind } from '@kaihub/formats/git'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import type { Objects } from '../objects/service.ts'
import * as queries from './queries.ts'
import { createBlobReaders } from './read-blob.ts'

type Deps = { db: Database; objects: Objects }
type Hash = (kind: ObjectKind, body: Uint8Array) => string

/** Larger blobs are checked by their SHA-256 with all other stored objects. */
const rehashBytes = 16 * 1024 * 1024
const batch = 200

/** Walks a repo from its refs: each object is there, has the bytes it is named for, and names only what is there. */
export async function checkRepo(
  { db, objects }: Deps,
  repo: Repo,
  hash: Hash,
): Promise<{ gitObjects: number; damage: string[] }> {
  const readers = createBlobReaders(db, objects.openStored)
  const damage: string[] = []
  const seen = new Set<ObjectId>()
  const pointers = new Map<string, queries.LfsTarget>()
  let waiting: ObjectId[] = []
  const want = (oid: string) => {
    if (seen.has(oid as ObjectId)) return
    seen.add(oid as ObjectId)
    waiting.push(oid as ObjectId)
  }
  for (const ref of await queries.listRefs(db, repo.id, Number.MAX_SAFE_INTEGER)) {
    want(ref.oid)
    want(ref.commit)
    if (!(await queries.findCommit(db, repo.id, ref.commit)))
      damage.push(`ref ${ref.name} names commit ${ref.commit}, which has no row`)
  }
  while (waiting.length > 0) {
    const oids = waiting.splice(0, batch)
    const found = await queries.readObjects(db, repo.id, oids)
    for (const oid of oids) {
      const object = found.get(oid)
      const body = object && (object.data ?? (await readers.read(repo.id, oid, rehashBytes)))
      const fault = !object ? 'is missing' : !body ? 'has lost its bytes' : null
      if (object?.lfs) pointers.set(object.lfs.digest, object.lfs)
      if (fault || !object || !body) damage.push(`git object ${oid} ${fault}`)
      else if (hash(object.kind, body) !== oid) damage.push(`git object ${oid} no longer has the bytes it is named for`)
      else childrenOf(object.kind, body).forEach(want)
    }
  }
  const held = await objects.held(
    repo.id,
    [...pointers.values()].map((lfs) => lfs.digest),
  )
  for (const { digest } of pointers.values())
    if (!held.has(digest)) damage.push(`LFS object ${digest} is not linked to the repo`)
  return { gitObjects: seen.size, damage }
}

function childrenOf(kind: ObjectKind, body: Buffer): string[] {
  if (kind === 'tree')
    return decodeTree(body)
      .filter((entry) => entry.mode !== '160000')
      .map((entry) => entry.oid)
  if (kind !== 'commit') return []
  const commit = decodeCommit(body)
  return [commit.tree, ...(commit.parents as CommitId[])]
}
