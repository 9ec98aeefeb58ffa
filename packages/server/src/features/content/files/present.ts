import type { z } from 'zod'
import type { Entry } from '../file.ts'
import type { CommitInfo } from '../revisions/history.ts'
import type { LfsFile } from './lfs-files.ts'
import type { lfsFiles, treeEntry } from './wire.ts'

/** An entry as every listing shows it (spec hub-api 2.4). */
export function presentEntry(entry: Entry, last: CommitInfo | undefined): z.output<typeof treeEntry> {
  const lastCommit = last && { id: last.id, title: last.title, date: last.at.toISOString() }
  if (entry.type === 'directory')
    return { type: 'directory', oid: entry.oid, size: 0, path: entry.path, ...(lastCommit ? { lastCommit } : {}) }
  const { lfs } = entry
  return {
    type: 'file',
    oid: entry.oid,
    size: entry.sizeBytes,
    ...(lfs ? { lfs: { oid: lfs.digest, size: lfs.sizeBytes, pointerSize: lfs.pointerSizeBytes } } : {}),
    ...(lfs?.xet ? { xetHash: lfs.xet } : {}),
    path: entry.path,
    ...(lastCommit ? { lastCommit } : {}),
  }
}

export const presentLfsFile = (file: LfsFile): z.output<typeof lfsFiles>[number] => ({
  fileOid: file.digest,
  filename: file.path,
  oid: file.digest,
  pushedAt: file.linkedAt.toISOString(),
  ref: file.ref,
  size: file.sizeBytes,
})
