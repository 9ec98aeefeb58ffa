import { limits } from '../../../config/limits.ts'
import type { Actor } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { RepoId } from '../../../kit/ids.ts'
import type { Database } from '../../../ports/database.ts'
import type { TaskDesk } from '../../../ports/task-queue.ts'
import { requireInstanceAdmin, type Accounts } from '../../accounts/index.ts'
import type { Content } from '../../content/index.ts'
import * as queries from './queries.ts'
import { createTaskAdministration } from './tasks.ts'

export type Machine = {
  version: string
  connections: () => { total: number; idle: number; waiting: number; most: number }
  diskSpace: () => Promise<{ freeBytes: number; totalBytes: number }>
  git: () => Promise<{ version: string; isEnough: boolean } | null>
}

export type AdministrationDeps = {
  db: Database
  clock: Clock
  taskDesk: TaskDesk
  machine: Machine
  namespacesById: Accounts['namespacesById']
  storageTotals: Content['storageTotals']
  usedStorage: (repoId: RepoId) => Promise<number>
}

const shownNamespaces = 20

/** What whoever administers the hub wants to know of it. Every verb @throws HubError for everybody else. */
export function createAdministration(deps: AdministrationDeps) {
  const { db, taskDesk, machine } = deps
  const startedAt = deps.clock.now()
  const sums = remember(deps.clock, limits.storageSumSeconds, async () => {
    const [totals, largest] = await Promise.all([deps.storageTotals(), queries.largestNamespaces(db, shownNamespaces)])
    return { ...totals, largest, countedAt: deps.clock.now() }
  })

  async function searchRepos(actor: Actor, search: queries.RepoSearch) {
    requireInstanceAdmin(actor)
    const found = await queries.searchRepos(db, { ...search, limit: search.limit + 1 })
    const page = found.slice(0, search.limit)
    const repos = await Promise.all(page.map(async (repo) => ({ ...repo, usedBytes: await deps.usedStorage(repo.id) })))
    const last = found.length > page.length ? page.at(-1)! : null
    return { repos, next: last && { sizeBytes: last.sizeBytes, id: Number(last.id) } }
  }

  async function storage(actor: Actor) {
    requireInstanceAdmin(actor)
    const [{ largest, ...totals }, disk] = await Promise.all([sums(), machine.diskSpace()])
    const named = await deps.namespacesById(largest.map(({ namespaceId }) => namespaceId))
    const namespaces = largest.flatMap(({ namespaceId, ...sum }) => {
      const namespace = named.get(namespaceId)
      return namespace ? [{ ...sum, name: namespace.name, kind: namespace.kind }] : []
    })
    return { ...totals, disk, namespaces }
  }

  async function health(actor: Actor) {
    requireInstanceAdmin(actor)
    const asked = performance.now()
    const database = await queries.databaseFacts(db)
    const milliseconds = performance.now() - asked
    const [disk, git, tasks, rounds] = await Promise.all([
      machine.diskSpace(),
      machine.git(),
      taskDesk.counts(),
      taskDesk.rounds(),
    ])
    return {
      version: machine.version,
      node: process.version,
      startedAt,
      memory: process.memoryUsage(),
      database: { ...database, milliseconds, connections: machine.connections() },
      disk,
      git,
      tasks,
      rounds,
    }
  }

  return { searchRepos, storage, health, ...createTaskAdministration(taskDesk) }
}

export type Administration = ReturnType<typeof createAdministration>

/** The same answer for some seconds; who asks meanwhile waits for the one that is on its way. */
function remember<Result>(clock: Clock, seconds: number, find: () => Promise<Result>): () => Promise<Result> {
  let known: { at: number; result: Promise<Result> } | undefined
  return () => {
    const now = clock.now().getTime()
    if (known && now - known.at < seconds * 1000) return known.result
    const result = find()
    known = { at: now, result }
    result.catch(() => (known = undefined))
    return result
  }
}
