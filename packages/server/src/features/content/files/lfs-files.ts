import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { Digest } from '../../../kit/digest.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { LinkedObject } from '../objects/queries.ts'
import type { Objects } from '../objects/service.ts'
import type { RevisionsContext } from '../revisions/context.ts'
import { walkHistory } from '../revisions/queries.ts'
import type { Revisions } from '../revisions/service.ts'

/** An LFS object and one place, now or earlier in its history, where a ref shows it. */
export type LfsFile = LinkedObject & { path: string; ref: string }

type Deps = { repos: Repos; revisions: Revisions; objects: Objects; context: RevisionsContext }
type Place = { path: string; ref: string }

const commitsAtOnce = 256

/** The LFS objects that the repo's refs lead to, in digest order: for those who keep it tidy. */
export function createLfsFiles({ repos, revisions, objects, context }: Deps) {
  return (actor: Actor, address: RepoAddress, page: { after: Digest | null; limit?: number | undefined }) =>
    repos.writing(actor, address, async (repo) => {
      const limit = Math.min(page.limit ?? limits.listPage, limits.listPage)
      const links = await objects.links(repo.id, page.after, limit)
      const places = await placesOf(context, repo, await revisions.refsOf(repo))
      const files = links.flatMap((link): LfsFile[] => {
        const place = places.get(link.digest)
        return place ? [{ ...link, ...place }] : []
      })
      return { files, next: links.length === limit ? links.at(-1)!.digest : null }
    })
}

/** Walks all history, but each commit and each folder only once: what did not change is not read again. */
async function placesOf(context: RevisionsContext, repo: Repo, refs: readonly { name: string; commit: CommitId }[]) {
  const places = new Map<Digest, Place>()
  const seen = new Set<string>()
  const isNew = (oid: string): boolean => !seen.has(oid) && Boolean(seen.add(oid))
  for (const { name, commit } of refs) {
    for (let from: CommitId | null = commit; from !== null;) {
      const rows = await walkHistory(context.db, repo.id, { from, skip: 0, limit: commitsAtOnce })
      const fresh = rows.filter((row) => isNew(row.id))
      for (const row of fresh) await visitFolder(row.tree, '', name)
      from = fresh.length === commitsAtOnce ? rows.at(-1)!.parent : null
    }
  }
  return places

  async function visitFolder(oid: ObjectId, folder: string, ref: string): Promise<void> {
    if (!isNew(oid)) return
    const entries = (await context.trees.read(repo.id, oid)).filter((entry) => entry.mode !== '160000')
    const files = entries.filter((entry) => entry.mode !== '40000' && isNew(entry.oid))
    const infos = await context.trees.describe(
      repo.id,
      files.map((entry) => entry.oid as ObjectId),
    )
    for (const { name, oid } of files) {
      const lfs = infos.get(oid as ObjectId)?.lfs
      if (lfs && !places.has(lfs.digest)) places.set(lfs.digest, { path: folder + name, ref })
    }
    for (const { mode, name, oid } of entries)
      if (mode === '40000') await visitFolder(oid as ObjectId, `${folder}${name}/`, ref)
  }
}
