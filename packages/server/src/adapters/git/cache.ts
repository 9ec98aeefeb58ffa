import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyFolder, type CopyFolder } from './copy-folder.ts'

type Copy = {
  files: CopyFolder
  holders: number
  sizeBytes: number
  isPrepared: boolean
  /** settles when a copy that nobody held has left its place */
  leaving: Promise<void> | null
}

export type HeldCopy = AsyncDisposable & { files: CopyFolder; isHeldOnce: () => boolean }

/** Folders of copies, by repo; those not used for longest go when there are too many bytes in all. */
export function createCache({ folder, limitBytes }: { folder: string; limitBytes: number }) {
  // In the order they were used last.
  const copies = new Map<string, Copy>()
  const place = (name: string) => join(folder, name)
  const incoming = place('incoming')
  const begun = untilItWorks(begin)

  /** Copies of an earlier run are used again; what it left half done goes. */
  async function begin(): Promise<void> {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder)) {
      // Git works on no folder of another user's, such as of a hub that was started as somebody else.
      const isOurs = (await stat(place(name))).uid === process.getuid?.()
      if (!/^\d+$/.test(name) || !isOurs) await rm(place(name), { recursive: true, force: true })
      else copies.set(name, { ...newCopy(place(name)), sizeBytes: await copyFolder(place(name)).sizeBytes() })
    }
  }

  async function hold(name: string): Promise<HeldCopy> {
    await begun()
    while (copies.get(name)?.leaving) await copies.get(name)?.leaving
    const copy = copies.get(name) ?? newCopy(place(name))
    copies.set(name, copy)
    copy.holders += 1
    try {
      // Whoever deletes the cache loses nothing.
      if (!copy.isPrepared || !(await copy.files.exists())) await copy.files.prepare()
      copy.isPrepared = true
    } catch (error) {
      copy.holders -= 1
      throw error
    }
    return {
      files: copy.files,
      isHeldOnce: () => copy.holders === 1,
      [Symbol.asyncDispose]: async () => {
        copy.sizeBytes = await copy.files.sizeBytes()
        copy.holders -= 1
        copies.delete(name)
        copies.set(name, copy)
        await evict()
      },
    }
  }

  async function evict(): Promise<void> {
    let total = [...copies.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    for (const [name, copy] of copies) {
      if (total <= limitBytes) return
      if (copy.holders > 0 || copy.leaving) continue
      total -= copy.sizeBytes
      copy.leaving = leave(name)
      await copy.leaving
    }
  }

  async function leave(name: string): Promise<void> {
    const trash = place(`gone-${randomBytes(8).toString('hex')}`)
    await rename(place(name), trash).catch(() => {})
    copies.delete(name)
    await rm(trash, { recursive: true, force: true })
  }

  /** A new folder on the same disk; the caller takes it away. */
  async function temporary(): Promise<string> {
    await begun()
    const made = join(incoming, randomBytes(12).toString('hex'))
    await mkdir(made, { recursive: true })
    return made
  }

  /** Nobody will ask for it again. */
  async function forget(name: string): Promise<void> {
    await begun()
    const copy = copies.get(name)
    if (!copy || copy.holders > 0 || copy.leaving) return
    copy.leaving = leave(name)
    await copy.leaving
  }

  return { hold, forget, temporary }
}

const newCopy = (place: string): Copy => ({
  files: copyFolder(place),
  holders: 0,
  sizeBytes: 0,
  isPrepared: false,
  leaving: null,
})

/** Done once for all who ask; what failed is tried again by the next. */
function untilItWorks(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return async () => {
    done ??= work()
    try {
      await done
    } catch (error) {
      done = undefined
      throw error
    }
  }
}

export type Cache = ReturnType<typeof createCache>
