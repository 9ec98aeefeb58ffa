import { randomBytes } from 'node:crypto'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { diskFailure } from './disk-errors.ts'

/** A new file under `<folder>/tmp`: bytes wait there until they are known to be good and get their name by rename. */
export async function openTemporary(folder: string): Promise<{ file: string; handle: FileHandle }> {
  const file = path.join(folder, 'tmp', randomBytes(16).toString('hex'))
  try {
    await mkdir(path.dirname(file), { recursive: true })
    return { file, handle: await open(file, 'wx') }
  } catch (error) {
    throw diskFailure(error)
  }
}

/** A rename is only sure to survive a power cut once the folder that holds the name is synced as well. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
