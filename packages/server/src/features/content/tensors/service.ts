import type { Actor } from '../../../kit/actor.ts'
import type { Sandbox, Threads } from '../../../ports/threads.ts'
import type { RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import type { ChunkLists } from '../xet/chunk-lists.ts'
import { createChatTemplates } from './chat-template.ts'
import { createTensorDiffs } from './diff/service.ts'
import { createInventory, type Inventory } from './inventory.ts'
import { createHeaders } from './read-header.ts'

export type TensorsDeps = {
  repos: Repos
  revisions: Revisions
  reader: ContentReader
  chunkLists: ChunkLists
  threads: Threads
  /** for templates, which are programs */
  sandbox: Sandbox
}

/** What weight files hold, read from their headers and never from their bulk; and how two models differ. */
export function createTensors(deps: TensorsDeps) {
  const { repos, revisions, reader } = deps
  const headers = createHeaders(deps.threads)
  const inventory = createInventory(reader, headers)

  return {
    /** `rest`: a revision and the path of a weight file, an index of them, or a folder */
    list: (actor: Actor, address: RepoAddress, rest: string): Promise<Inventory> =>
      repos.reading(actor, address, async (repo) => {
        const { commit, path } = await revisions.locate(repo, rest)
        return inventory(repo, commit, path.replace(/\/+$/, ''))
      }),
    chatTemplate: createChatTemplates({ ...deps, headers }),
    diff: createTensorDiffs({ ...deps, inventory }),
  }
}

export type Tensors = ReturnType<typeof createTensors>
