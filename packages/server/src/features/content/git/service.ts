import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { BareRepos, UploadPack } from '../../../ports/bare-repos.ts'
import type { RepoAddress, Repos } from '../../repos/index.ts'
import { listRefs, type Ref } from '../revisions/queries.ts'
import { defaultBranchRef } from '../revisions/ref-policy.ts'
import type { GitContext } from './context.ts'
import { receivePush, type Push, type PushOutcome } from './push.ts'
import { repack } from './repack.ts'

export type RefList = { refs: Ref[]; head: Ref | null }

/** What git clients ask of a repo, whichever way they come. */
export function createGit(context: GitContext, { repos, bareRepos }: { repos: Repos; bareRepos: BareRepos }) {
  const list = async (repoId: Parameters<typeof listRefs>[1]): Promise<RefList> => {
    const refs = await listRefs(context.db, repoId, limits.refsPerRepo)
    return { refs, head: refs.find((ref) => ref.name === defaultBranchRef) ?? null }
  }

  return {
    /** what this machine's git says it can do when asked in that protocol */
    capabilities: bareRepos.capabilities,
    defaultBranchRef,
    requireReadable: async (actor: Actor, address: RepoAddress): Promise<void> =>
      void (await repos.getReadable(actor, address)),
    /** for whoever may read */
    refs: (actor: Actor, address: RepoAddress): Promise<RefList> =>
      repos.reading(actor, address, (repo) => list(repo.id)),
    /** for whoever may write */
    refsToPush: (actor: Actor, address: RepoAddress): Promise<RefList> =>
      repos.writing(actor, address, (repo) => list(repo.id)),
    uploadPack: (actor: Actor, address: RepoAddress, session: UploadPack): Promise<void> =>
      repos.reading(actor, address, async (repo) => {
        await using copy = await context.copies.open(repo.id)
        await copy.uploadPack(session)
      }),
    push: (actor: Actor, address: RepoAddress, push: () => Promise<Push>): Promise<PushOutcome> =>
      repos.writing(actor, address, async (repo, by) => receivePush(context, { repo, actor: by }, await push())),
    repack: (repoId: Parameters<typeof repack>[1]) => repack(context, repoId),
  }
}

export type Git = ReturnType<typeof createGit>
