import { limits } from '../../../config/limits.ts'
import type { CommitId, RepoId } from '../../../kit/ids.ts'
import { HubError } from '../../../kit/errors.ts'
import { createGate } from '../../../kit/gate.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Repo } from '../../repos/index.ts'
import { createFairTurns } from '../fair-turns.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import { textDiffJob, type TextDiff } from './text-diff-job.ts'

export type FileDiffWish = {
  path: string
  /** where the file was before, if not there */
  basePath: string | null
  head: CommitId
  base: CommitId | null
  /** lines around each change */
  context: number
}

export type FileDiff = {
  before: FileEntry | null
  after: FileEntry | null
  text: TextDiff | { state: 'same' | 'too-large' }
}

type Deps = { reader: ContentReader; threads: Threads }

/** Compares the bytes that people see: those an LFS pointer points at, not the pointer. */
export function createFileDiff({ reader, threads }: Deps) {
  const gate = createGate({
    most: limits.diffsAtOnce,
    waiting: limits.diffsWaiting,
    busy: 'Too many files are being compared: try again soon.',
  })

  const inTurn = createFairTurns({
    most: limits.diffsPerOwner,
    tooMuch: () => new HubError('Unavailable', 'Too many files of this owner are being compared: try again soon.'),
  })

  return async function fileDiff({ id: repoId, namespace }: Repo, wish: FileDiffWish): Promise<FileDiff> {
    const before = wish.base && (await fileAt(repoId, wish.base, wish.basePath ?? wish.path))
    const after = await fileAt(repoId, wish.head, wish.path)
    if (before?.oid === after?.oid) return { before, after, text: { state: 'same' } }
    if (Math.max(before?.sizeBytes ?? 0, after?.sizeBytes ?? 0) > limits.diffFileBytes)
      return { before, after, text: { state: 'too-large' } }
    const read = (commit: CommitId | null, entry: FileEntry | null) =>
      commit && entry ? reader.readFile(repoId, commit, entry.path, limits.diffFileBytes) : null
    const text = await inTurn(namespace, async () => {
      // Before the files are in memory.
      using _place = await gate.enter()
      const [old, now] = [await read(wish.base, before), await read(wish.head, after)]
      return await diffTexts(threads, { old, now, context: wish.context })
    })
    return { before, after, text }
  }

  async function fileAt(repoId: RepoId, commit: CommitId, path: string): Promise<FileEntry | null> {
    const [entry] = await reader.entries(repoId, commit, [path])
    return entry?.type === 'file' ? entry : null
  }
}

type Texts = { old: Uint8Array | null; now: Uint8Array | null; context: number }

async function diffTexts(threads: Threads, { old, now, context }: Texts): Promise<TextDiff> {
  const task = threads.begin(textDiffJob, {
    before: old ?? new Uint8Array(),
    after: now ?? new Uint8Array(),
    context,
    bounds: {
      milliseconds: limits.diffMilliseconds,
      edits: limits.diffEdits,
      lines: limits.diffLines,
      lineChars: limits.diffLineChars,
    },
  })
  return task.end()
}
