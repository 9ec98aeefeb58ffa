import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { Digest } from '../../../kit/digest.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { LinkedObject } from '../objects/queries.ts'
import type { Objects } from '../objects/service.ts'
import type { Revisions } from '../revisions/service.ts'
import type { TreeReader } from './read-tree.ts'

/** An LFS object and one place where a branch or tag shows it. */
export type LfsFile = LinkedObject & { path: string; ref: string }

type Deps = { repos: Repos; revisions: Revisions; objects: Objects; tree: TreeReader }

/** The LFS objects that the repo's refs show, in digest order: for those who keep it tidy. */
export function createLfsFiles({ repos, revisions, objects, tree }: Deps) {
  return (actor: Actor, address: RepoAddress, page: { after: Digest | null; limit?: number | undefined }) =>
    repos.writing(actor, address, async (repo) => {
      const limit = Math.min(page.limit ?? limits.listPage, limits.listPage)
      const links = await objects.links(repo.id, page.after, limit)
      const places = await placesOf(repo)
      const files = links.flatMap((link): LfsFile[] => {
        const place = places.get(link.digest)
        return place ? [{ ...link, ...place }] : []
      })
      return { files, next: links.length === limit ? links.at(-1)!.digest : null }
    })

  async function placesOf(repo: Repo): Promise<Map<Digest, { path: string; ref: string }>> {
    const places = new Map<Digest, { path: string; ref: string }>()
    const seen = new Set<string>()
    for (const { name, commit } of await revisions.refsOf(repo)) {
      if (seen.has(commit)) continue
      seen.add(commit)
      for (const { path, lfs } of await tree.allFiles(repo.id, commit))
        if (lfs && !places.has(lfs.digest)) places.set(lfs.digest, { path, ref: name })
    }
    return places
  }
}
