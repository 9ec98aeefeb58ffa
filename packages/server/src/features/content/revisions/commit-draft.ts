import { checkPath } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { parseDigest, type Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { ObjectId } from '../../../kit/ids.ts'
import type { SealedBlob } from '../objects/object.ts'
import type { Change } from './build-tree.ts'
import type { CommitLine, FileValue } from './commit-lines.ts'
import { fitsInRow, keptElsewhere, newBlob } from './new-blob.ts'
import type { GitObject } from './queries.ts'

export type LfsClaim = { path: string; digest: Digest; sizeBytes: number | null }
export type CopyClaim = { path: string; from: string; revision: string | null }

/** A commit as its author wrote it, before it meets the branch it is for. */
export type Draft = AsyncDisposable & {
  summary: string
  description: string
  parentCommit: string | null
  changes: Change[]
  /** the blobs of regular files */
  blobs: Map<ObjectId, GitObject>
  /** bytes of larger files, out of memory; they get their names when the commit lands */
  sealed: Map<Digest, SealedBlob>
  lfsFiles: LfsClaim[]
  /** regular files that are LFS pointers all the same */
  pointers: LfsClaim[]
  copies: CopyClaim[]
  /** new content of `README.md`, which has rules of its own */
  card: Buffer | null
}

export type SealBytes = (source: AsyncIterable<Uint8Array>) => Promise<SealedBlob>

/**
 * Reads a commit line by line; large files leave memory as they come, unless nobody takes them.
 * @throws HubError BadRequest for a missing header or wrong base64, InvalidPath for a path no repo may hold
 */
export async function readDraft(
  lines: AsyncIterable<CommitLine> | Iterable<CommitLine>,
  seal: SealBytes | null,
): Promise<Draft> {
  let draft: Draft | null = null
  let held = 0
  try {
    for await (const line of lines) {
      if (line.key === 'header') {
        if (draft) throw new HubError('BadRequest', 'A commit has one header line only.')
        draft = startDraft(line.value)
        continue
      }
      if (!draft) throw new HubError('BadRequest', 'The first line of a commit must be its header.')
      if (line.key !== 'file') addLine(draft, line)
      else held += await addFile(draft, line.value, { seal, room: limits.commitHeldBytes - held })
    }
    if (!draft) throw new HubError('BadRequest', 'The commit is empty: its header line is missing.')
    return draft
  } catch (error) {
    await draft?.[Symbol.asyncDispose]()
    throw error
  }
}

function startDraft(value: {
  summary: string
  description?: string | null | undefined
  parentCommit?: string | null | undefined
}): Draft {
  const { description, parentCommit } = value
  const summary = value.summary.trim()
  if (summary === '') throw new HubError('BadRequest', 'A commit needs a "summary".')
  if (Buffer.byteLength(summary) + Buffer.byteLength(description ?? '') > limits.commitMessageBytes)
    throw new HubError('BadRequest', `A commit message has at most ${limits.commitMessageBytes} bytes.`)
  const sealed: Draft['sealed'] = new Map()
  return {
    summary,
    description: description ?? '',
    parentCommit: parentCommit ?? null,
    changes: [],
    blobs: new Map(),
    sealed,
    lfsFiles: [],
    pointers: [],
    copies: [],
    card: null,
    [Symbol.asyncDispose]: async () => {
      for (const blob of sealed.values()) await blob[Symbol.asyncDispose]()
    },
  }
}

function addLine(draft: Draft, line: Exclude<CommitLine, { key: 'header' | 'file' }>): void {
  const path = lawfulPath(line.value.path)
  if (line.key === 'deletedFile') draft.changes.push({ act: 'delete', path, what: 'file' })
  else if (line.key === 'deletedFolder') draft.changes.push({ act: 'delete', path, what: 'folder' })
  else if (line.key === 'deletedEntry') draft.changes.push({ act: 'delete', path, what: 'any' })
  else if (line.key === 'copyFile')
    draft.copies.push({ path, from: lawfulPath(line.value.srcPath), revision: line.value.srcRevision ?? null })
  else {
    const digest = parseDigest(line.value.oid)
    if (!digest) throw new HubError('BadRequest', `The oid of "${path}" is not a SHA-256.`)
    removeOld(draft, line.value.oldPath, path)
    draft.lfsFiles.push({ path, digest, sizeBytes: line.value.size ?? null })
  }
}

async function addFile(
  draft: Draft,
  value: FileValue,
  { seal, room }: { seal: SealBytes | null; room: number },
): Promise<number> {
  const path = lawfulPath(value.path)
  const data = decodeContent(value.content, value.encoding, path)
  if (data.length > limits.regularFileBytes)
    throw new HubError(
      'BodyTooLarge',
      `"${path}" is larger than ${limits.regularFileBytes} bytes: upload it through LFS.`,
    )
  removeOld(draft, value.oldPath, path)
  const blob = newBlob(data)
  draft.changes.push({ act: 'put', path, mode: '100644', oid: blob.oid })
  if (blob.lfs) draft.pointers.push({ path, ...blob.lfs })
  if (path === 'README.md') draft.card = data
  if (draft.blobs.has(blob.oid)) return 0
  if (!seal || blob.lfs || (fitsInRow(data.length) && data.length <= room)) {
    draft.blobs.set(blob.oid, blob)
    return data.length
  }
  const sealed = await seal(once(data))
  draft.sealed.set(sealed.digest, sealed)
  draft.blobs.set(blob.oid, keptElsewhere(blob, sealed.digest))
  return 0
}

async function* once(data: Buffer): AsyncGenerator<Buffer> {
  yield data
}

function removeOld(draft: Draft, oldPath: string | null | undefined, path: string): void {
  if (!oldPath || oldPath === path) return
  draft.changes.push({ act: 'delete', path: lawfulPath(oldPath), what: 'file' })
}

function decodeContent(content: string, encoding: 'base64' | 'utf-8', path: string): Buffer {
  if (encoding === 'utf-8') {
    if (!content.isWellFormed()) throw new HubError('BadRequest', `The content of "${path}" is not valid Unicode.`)
    return Buffer.from(content, 'utf8')
  }
  const data = Buffer.from(content, 'base64')
  // Node skips what is not base64, so damage shows as bytes that are missing.
  const padding = content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0
  if (data.length !== Math.floor((content.length - padding) * 0.75) || content.length % 4 === 1)
    throw new HubError('BadRequest', `The content of "${path}" is not valid base64.`)
  return data
}

const { pathSegmentBytes: segmentBytes, pathBytes: totalBytes, pathDepth: depth } = limits

/** A trailing slash marks a folder to some clients. @throws HubError InvalidPath */
export function lawfulPath(given: string): string {
  const path = given.endsWith('/') ? given.slice(0, -1) : given
  const fault = checkPath(path, { segmentBytes, totalBytes, depth })
  if (fault)
    throw new HubError('InvalidPath', `The path ${JSON.stringify(given.slice(0, 300))} is not allowed: ${fault}`)
  return path
}
