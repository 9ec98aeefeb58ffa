import type { KeyObject } from 'node:crypto'
import type { Clock } from '../../kit/clock.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import type { BareRepos } from '../../ports/bare-repos.ts'
import type { BlobStore, PartStore } from '../../ports/blob-store.ts'
import type { Database, Migration } from '../../ports/database.ts'
import type { Listener, News } from '../../ports/news.ts'
import type { Tables } from '../../ports/tables.ts'
import type { TaskDefinition, TaskQueue } from '../../ports/task-queue.ts'
import type { Sandbox, Threads } from '../../ports/threads.ts'
import type { Accounts } from '../accounts/index.ts'
import type { RepoCreated, Repos } from '../repos/index.ts'
import { checkStorage } from './check-storage.ts'
import { createDiffs } from './diff/service.ts'
import { createDatasets } from './datasets/service.ts'
import { createFiles, type Files } from './files/service.ts'
import { createCopies } from './git/copies.ts'
import { createRepackTask } from './git/repack.ts'
import { createRepackRequests } from './git/repack-task.ts'
import { createGit } from './git/service.ts'
import { createForgetTask, createPackSweep, onRepoDeleted } from './git/sweep-packs.ts'
import { init } from './migrations/20261122-init.ts'
import { xet } from './migrations/20261123-xet.ts'
import { git } from './migrations/20261124-git.ts'
import { lfsLocks } from './migrations/20261124-locks.ts'
import { createLocks } from './locks/service.ts'
import { createLfsGrants } from './objects/lfs-grants.ts'
import { createObjects, type Objects } from './objects/service.ts'
import { createTickets } from './objects/tickets.ts'
import { copyRepo } from './revisions/copy-repo.ts'
import { createBodies } from './revisions/packed.ts'
import { createBlobReaders } from './revisions/read-blob.ts'
import { firstCommit } from './revisions/first-commit.ts'
import type { RevisionsContext } from './revisions/context.ts'
import { createRevisions, type Revisions } from './revisions/service.ts'
import { createSigner } from './revisions/signing.ts'
import { createTrees } from './revisions/trees.ts'
import { createRender } from './render/service.ts'
import { createTensors } from './tensors/service.ts'
import { createLookout } from './tables/look.ts'
import { createTableFiles } from './tables/service.ts'
import { createTransfers } from './objects/transfers.ts'
import { createTurns } from './take-turns.ts'
import { createChunkLists, type ChunkLists } from './xet/chunk-lists.ts'
import { createRebuild } from './xet/rebuild.ts'
import { createXet } from './xet/service.ts'
import { createRepack } from './xet/repack.ts'
import { createSharing, type DedupScope } from './xet/sharing.ts'
import { createXorbs } from './xet/xorbs.ts'

export { noPullRequests } from './errors.ts'
export type { CommitLanded } from './events.ts'
export type { ContentReader, Entry, FileEntry, OpenFile } from './file.ts'
export type { Damage, StorageReport } from './check-storage.ts'
export type { Lock, Locks } from './locks/service.ts'
export type { LfsGrants, LfsOperation } from './objects/lfs-grants.ts'
export type { Git, RefList } from './git/service.ts'
export type { Push, PushOutcome } from './git/push.ts'
export type { RefUpdate } from './git/ref-updates.ts'
export type { ObjectAction, Transfers } from './objects/transfers.ts'
export { isXetHash } from './xet/xet.ts'
export type { DedupScope } from './xet/sharing.ts'
export type * from './xet/xet.ts'

export const contentMigrations: Migration[] = [init, xet, git, lfsLocks]

export type ContentDeps = {
  db: Database
  news: News
  repos: Repos
  accounts: Pick<Accounts, 'namesOfUsers'>
  queue: TaskQueue
  bareRepos: BareRepos
  blobs: BlobStore
  parts: PartStore
  clock: Clock
  ids: Ids
  /** signs transfer addresses */
  secretKey: string
  /** signs commits made over HTTP; null: nobody does */
  signingKey: KeyObject | null
  /** for what is published */
  threads: Threads
  /** for what is read */
  readThreads: Threads
  renderSandbox: Sandbox
  templateSandbox: Sandbox
  tables: Tables
  xetSettings: { dedupScope: DedupScope; repack: boolean }
  log: Log
  /** where clients reach the hub, when it was told */
  publicUrl: string | null
}

/** What is inside a repo: objects, revisions, files and cards. */
export function createContent(deps: ContentDeps) {
  const { db, news, repos, clock } = deps
  const mailHost = deps.publicUrl ? new URL(deps.publicUrl).hostname : 'kaihub.local'
  const xorbs = createXorbs(deps)
  const rebuild = createRebuild({ db, xorbs, threads: deps.threads })
  const objects = createObjects({ ...deps, openFile: rebuild.open })
  const readBodies = createBodies(db, objects.openStored)
  const blobs = createBlobReaders(db, objects.openStored, readBodies)
  const readers = { readBlob: blobs.read, readObject: blobs.readObject, openBlob: blobs.open }
  const trees = createTrees(db, readBodies)
  const locks = createLocks(deps)
  const { requireUnlocked, lockedPaths } = locks
  const takeTurns = createTurns()
  const { openStored } = objects
  const copies = createCopies({ db, bareRepos: deps.bareRepos, readBodies, openStored, takeTurns, queue: deps.queue })
  const gitContext = { db, news, queue: deps.queue, blobs: deps.blobs, objects, locks, copies, takeTurns }
  const signer = createSigner(deps.signingKey, mailHost)
  const requestRepack = createRepackRequests(deps.queue)
  const context = {
    db,
    news,
    clock,
    objects,
    trees,
    takeTurns,
    ...readers,
    requireUnlocked,
    lockedPaths,
    requestRepack,
    signer,
    mailHost,
  }
  const revisions = createRevisions(context, repos)
  const files = createFiles({ context, repos, revisions, objects })
  const sharing = createSharing(db, repos, deps.xetSettings.dedupScope)
  const repack = createRepack({ ...deps, objects, rebuild, sharing })
  const packSweep = createPackSweep({ ...gitContext, clock })
  const onRepoCreated: Listener = async (tx, event) => {
    const { copyOf, ...created } = event as RepoCreated
    await (copyOf ? copyRepo(context, tx, { ...created, copyOf }) : firstCommit(context, tx, { ...created, copyOf }))
  }
  return {
    revisions,
    files,
    reader: files.reader,
    ...viewsOf(deps, { context, revisions, files, chunkLists: createChunkLists(db, xorbs) }),
    transfers: createTransfers({ objects, repos, tickets: createTickets(deps.secretKey, clock) }),
    lfsGrants: createLfsGrants(deps.secretKey, clock),
    locks,
    xet: createXet({ ...deps, objects, xorbs, rebuild, sharing }),
    repack: repack.run,
    sweepPacks: () => packSweep.run({}),
    git: createGit(gitContext, { repos, bareRepos: deps.bareRepos }),
    linkedBytes: objects.linkedBytes,
    storageTotals: objects.storageTotals,
    checkStorage: (report: Parameters<typeof checkStorage>[1]) =>
      checkStorage({ db, repos, objects, blobs: deps.blobs, readBodies }, report),
    onRepoCreated,
    onRepoDeleted: onRepoDeleted(gitContext),
    tasks: [
      sweepTask(objects),
      createRepackTask(gitContext),
      packSweep,
      createForgetTask(deps.bareRepos),
      ...(deps.xetSettings.repack ? [repack.task] : []),
    ],
  }
}

const sweepTask = ({ sweepUploads }: Pick<Objects, 'sweepUploads'>): TaskDefinition => ({
  name: 'sweep-uploads',
  cron: '17 * * * *',
  run: async () => void (await sweepUploads()),
})

type Viewed = { context: RevisionsContext; revisions: Revisions; files: Files; chunkLists: ChunkLists }

/** What is in a repo, made ready to be looked at. */
function viewsOf(deps: ContentDeps, { context, revisions, files, chunkLists }: Viewed) {
  const { repos, readThreads: threads, publicUrl } = deps
  const { reader } = files
  const looked = { repos, revisions, reader, lookout: createLookout(deps.tables) }
  return {
    diffs: createDiffs({ context, repos, revisions, reader, threads }),
    render: createRender({ files, revisions, sandbox: deps.renderSandbox, publicUrl }),
    tensors: createTensors({ repos, revisions, reader, chunkLists, threads, sandbox: deps.templateSandbox }),
    tables: createTableFiles(looked),
    datasets: createDatasets(looked),
  }
}

export type Content = ReturnType<typeof createContent>
