import { canonicalMode, createBlobHasher, decodeCommit, decodeTree, hashObject } from '@kaihub/formats/git'
import type { CommitId, ObjectId, RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import type { Objects } from '../objects/service.ts'
import { lfsTargetOf } from './new-blob.ts'
import type { ReadBodies } from './packed.ts'
import * as queries from './queries.ts'

type Deps = { db: Database; objects: Objects; readBodies: ReadBodies }
type Tell = (what: string) => void

const batch = 200

/** Walks a repo from its refs: each object is there, has the bytes it is named for, and names only what is there. */
export async function checkRepo(deps: Deps, repo: Repo): Promise<{ gitObjects: number; damage: string[] }> {
  const { db, objects, readBodies } = deps
  const damage: string[] = []
  const tell: Tell = (what) => damage.push(what)
  const seen = new Set<ObjectId>()
  const commits = new Map<CommitId, CommitId | null>()
  const pointers = new Map<string, queries.LfsTarget>()
  const waiting: ObjectId[] = []
  const want = (oid: string): void => {
    if (seen.has(oid as ObjectId)) return
    seen.add(oid as ObjectId)
    waiting.push(oid as ObjectId)
  }
  for (const { name, oid, commit } of await queries.listRefs(db, repo.id, Number.MAX_SAFE_INTEGER)) {
    want(oid)
    want(commit)
    if (!(await queries.findCommit(db, repo.id, commit))) tell(`ref ${name} names commit ${commit}, which has no row`)
  }
  while (waiting.length > 0) {
    const oids = waiting.splice(0, batch)
    const found = await queries.readObjects(db, repo.id, oids)
    const rows = new Map((await queries.findCommits(db, repo.id, oids)).map((row) => [row.id, row]))
    for (const oid of oids) {
      const stored = found.get(oid)
      const object = stored?.packed ? await unpacked(readBodies, repo.id, stored) : stored
      const fault = object ? await faultOf(objects, object) : 'is missing'
      if (!object || fault) {
        tell(`git object ${oid} ${fault}`)
        continue
      }
      if (object.lfs) pointers.set(object.lfs.digest, object.lfs)
      for (const child of childrenOf(object)) want(child)
      if (object.kind === 'commit') commits.set(oid, checkRow(object, rows.get(oid), tell))
    }
  }
  await checkDepths(deps, repo, commits, tell)
  const held = await objects.held(
    repo.id,
    [...pointers.values()].map((lfs) => lfs.digest),
  )
  for (const { digest } of pointers.values())
    if (!held.has(digest)) tell(`LFS object ${digest} is not linked to the repo`)
  return { gitObjects: seen.size, damage }
}

/** The same object with its body at hand; damage in a pack shows as another body than its name says. */
async function unpacked(readBodies: ReadBodies, repoId: RepoId, object: queries.GitObject): Promise<queries.GitObject> {
  const body = await readBodies(repoId, [object]).then(
    (bodies) => bodies.get(object.oid)!,
    () => Buffer.alloc(0),
  )
  return { ...object, data: body, digest: null, packed: undefined }
}

const changed = 'no longer has the bytes it is named for'

async function faultOf(objects: Objects, object: queries.GitObject): Promise<string | null> {
  const { kind, data, digest, oid, sizeBytes, lfs } = object
  if (data) {
    if (hashObject(kind, data) !== oid) return changed
    const target = kind === 'blob' ? lfsTargetOf(data) : null
    const same = target?.digest === lfs?.digest && target?.sizeBytes === lfs?.sizeBytes
    return same ? null : 'has a row that says another LFS object than its text'
  }
  await using blob = await objects.openStored(digest!)
  if (!blob) return 'has lost its bytes'
  if (blob.sizeBytes !== sizeBytes) return changed
  const hasher = createBlobHasher(sizeBytes)
  for await (const part of blob.read()) hasher.update(part)
  return hasher.digest() === oid ? null : changed
}

function childrenOf({ kind, data }: queries.GitObject): string[] {
  if (!data) return []
  if (kind === 'tree')
    return decodeTree(data)
      .filter((entry) => canonicalMode(entry.mode) !== '160000')
      .map((entry) => entry.oid)
  if (kind !== 'commit') return []
  const commit = decodeCommit(data)
  return [commit.tree, ...commit.parents]
}

/** The row of a commit must say what the commit says. Answers its first parent. */
function checkRow(object: queries.GitObject, row: queries.CommitRow | undefined, tell: Tell): CommitId | null {
  const { tree, parents } = decodeCommit(object.data!)
  const parent = (parents[0] ?? null) as CommitId | null
  if (!row) tell(`commit ${object.oid} has no row`)
  else if (row.tree !== tree || [row.parent, ...row.moreParents].join() !== [parent, ...parents.slice(1)].join())
    tell(`the row of commit ${object.oid} is wrong`)
  return parent
}

/** Each commit lies one deeper than its first parent. */
async function checkDepths(
  { db }: Deps,
  repo: Repo,
  commits: ReadonlyMap<CommitId, CommitId | null>,
  tell: Tell,
): Promise<void> {
  const depths = new Map<CommitId, number>()
  const ids = [...commits.keys()]
  for (let start = 0; start < ids.length; start += batch)
    for (const row of await queries.findCommits(db, repo.id, ids.slice(start, start + batch)))
      depths.set(row.id, row.depth)
  for (const [id, parent] of commits) {
    const above = parent === null ? 0 : depths.get(parent)
    if (above !== undefined && depths.has(id) && depths.get(id) !== above + 1)
      tell(`the row of commit ${id} is wrong: its depth is ${depths.get(id)} instead of ${above + 1}`)
  }
}
