import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { createPackWriter, deflateSmall } from '@kaihub/formats/git'
import type { ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { PackMaker } from '../../../ports/bare-repos.ts'
import type { ReadBodies } from '../revisions/packed.ts'
import { readObjects } from '../revisions/queries.ts'

const deflateAside = promisify(deflate)

/** Bodies read at once: folders may have many entries, files up to some MiB. */
const together = 50
/** What is smaller costs more to deflate than it saves: pointers and commits are mostly digests. */
const smallBytes = 400

/** Writes what no pack holds yet as one pack, whole objects in no special order: `git repack` finds the deltas later. */
export async function writeLoosePack(
  deps: { db: Database; readBodies: ReadBodies },
  repoId: RepoId,
  oids: readonly ObjectId[],
  put: (bytes: Uint8Array) => Promise<void>,
): ReturnType<PackMaker> {
  const writer = createPackWriter(oids.length)
  await put(writer.start())
  for (let start = 0; start < oids.length; start += together) {
    const some = oids.slice(start, start + together)
    const objects = await readObjects(deps.db, repoId, some)
    for (const oid of some) {
      const object = objects.get(oid)
      if (!object) throw new Error(`git object ${oid} of repo ${repoId} is missing`)
      const body = (await deps.readBodies(repoId, [object])).get(oid)!
      const deflated = body.length <= smallBytes ? deflateSmall(body) : await deflateAside(body, { level: 1 })
      for (const bytes of writer.add({ oid, kind: object.kind, sizeBytes: body.length, deflated })) await put(bytes)
    }
  }
  const { trailer, name, index } = writer.end()
  await put(trailer)
  return { name, index }
}
