import type { Git } from '../../features/content/index.ts'
import type { RepoAddress } from '../../features/repos/index.ts'
import type { Actor } from '../../kit/actor.ts'
import { advertisePush } from './advertise.ts'
import { answerPush } from './receive-pack.ts'

export type Session = {
  actor: Actor
  address: RepoAddress
  protocol: string | undefined
  input: AsyncIterable<Uint8Array>
  write: (bytes: Uint8Array) => Promise<void>
  signal: AbortSignal
}

/** Whole talks with a client on one channel, as over SSH: the hub speaks first, and the client hangs up when it is done. */
export const gitSessions = (git: Git) => ({
  uploadPack: ({ actor, address, ...session }: Session): Promise<void> =>
    git.uploadPack(actor, address, { ...session, mode: 'session' }),
  receivePack: async ({ actor, address, input, write }: Session): Promise<void> => {
    await write(advertisePush(await git.refsToPush(actor, address)))
    await answerPush(git, { actor, address, input, write })
  },
})
