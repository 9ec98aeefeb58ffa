import type { LfsGrants, LfsOperation } from '../../features/content/index.ts'
import { repoUrl, type RepoAddress, type Repos } from '../../features/repos/index.ts'
import type { SignedInActor } from '../../kit/actor.ts'

export type GrantWish = {
  actor: SignedInActor
  address: RepoAddress
  operation: LfsOperation
  /** where the hub answers HTTP, as this client can reach it */
  origin: string
}

/** What `git-lfs-authenticate` prints, for those who may do what they ask for. @throws HubError */
export const giveGrants =
  (grants: LfsGrants, repos: Pick<Repos, 'getReadable' | 'getWritable'>) =>
  async ({ actor, address, operation, origin }: GrantWish) => {
    const repo = await (operation === 'upload' ? repos.getWritable : repos.getReadable)(actor, address)
    const { header, expiresIn } = grants.issue({ userId: actor.userId, repo, operation })
    return { href: `${repoUrl(origin, repo)}.git/info/lfs`, header, expires_in: expiresIn }
  }
