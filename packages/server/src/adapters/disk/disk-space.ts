import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from './disk-errors.ts'

export type DiskSpace = { freeBytes: number; totalBytes: number }

/** Of the disk that this folder is on, or will be on: what an ordinary process may still write. */
export async function diskSpace(folder: string): Promise<DiskSpace> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch (error) {
    // A new hub makes the folder of its blobs with the first of them.
    if (!isMissing(error) || dirname(folder) === folder) throw error
    return diskSpace(dirname(folder))
  }
}
