import type { RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo, Repos } from '../../repos/index.ts'
import * as queries from './queries.ts'
import type { XetGrant, XetHash } from './xet.ts'

/** How far a repo may build on the chunks of others. */
export type DedupScope = 'repo' | 'namespace' | 'instance'

/** that have one xorb are looked at; what is found in none of them is sent again */
const reposLookedAt = 20

/**
 * Which xorbs a client may build on, and so learn to exist: those of its own repo, those that the same person sent or was told
 * of before, and those of public repos. What only a private repo of somebody else holds is never among them.
 */
export function createSharing(db: Database, repos: Repos, scope: DedupScope) {
  async function usable(grant: Pick<XetGrant, 'repoId' | 'by'>, xorbs: readonly XetHash[]): Promise<Set<XetHash>> {
    const found = await queries.xorbsKnownTo(db, grant, xorbs)
    const others = xorbs.filter((xorb) => !found.has(xorb))
    if (scope === 'repo' || others.length === 0) return found
    const own = await repos.byId(grant.repoId)
    if (!own) return found
    const judged = new Map<RepoId, Promise<boolean>>()
    for (const { xorb, repoId } of await queries.reposOfXorbs(db, others, reposLookedAt)) {
      if (found.has(xorb)) continue
      let judgement = judged.get(repoId)
      if (!judgement) judged.set(repoId, (judgement = shares(repoId, own)))
      if (await judgement) found.add(xorb)
    }
    return found
  }

  async function shares(repoId: RepoId, own: Repo): Promise<boolean> {
    const repo = await repos.byId(repoId)
    if (!repo) return false
    // A private repo tells nobody outside of it: even in one namespace not all members may read it with every token.
    if (repo.visibility !== 'public') return false
    return scope === 'instance' || repo.namespaceId === own.namespaceId
  }

  return { usable }
}

export type Sharing = ReturnType<typeof createSharing>
