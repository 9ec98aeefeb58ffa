import type { FileHandle } from 'node:fs/promises'

/** Brings a long file to the disk while it still grows, so that its sync at the end is short. */
export type SyncAhead = {
  wrote: (bytes: number) => void
  /** @throws what a sync threw: the system reports a lost write only once */
  settle: () => Promise<void>
}

export const noSyncAhead: SyncAhead = { wrote: () => {}, settle: async () => {} }

const stepBytes = 64 * 1024 * 1024

/** A sync occupies a thread that would also read for downloads, so only some of the four may be so busy. */
const mostAtOnce = 2
let underWay = 0

export function createSyncAhead(handle: FileHandle): SyncAhead {
  let unsyncedBytes = 0
  let syncing: Promise<void> | null = null
  let failure: { error: unknown } | null = null

  async function sync(): Promise<void> {
    underWay += 1
    try {
      await handle.datasync()
    } catch (error) {
      failure = { error }
    } finally {
      underWay -= 1
      syncing = null
    }
  }

  function wrote(bytes: number): void {
    unsyncedBytes += bytes
    if (unsyncedBytes < stepBytes || syncing || underWay >= mostAtOnce) return
    unsyncedBytes = 0
    syncing = sync()
  }

  async function settle(): Promise<void> {
    await syncing
    if (failure) throw failure.error
  }

  return { wrote, settle }
}
