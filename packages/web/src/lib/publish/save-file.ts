import { noAnswer, wordsOf } from '#lib/fault-words.ts'
import { browserHub } from '#lib/hub.ts'
import { commitLines, type Committed, type CommitLine, type CommitTo } from '#lib/upload/commit.ts'
import { UploadFault } from '#lib/upload/fault.ts'
import { headOf, readEditable, type Editable } from './read-file.ts'

/** The file as it was when the editing began; null for a new one. */
export type Base = { path: string; oid: string | null; commit: string }

export type Conflict = { commit: string; theirs: Editable | null }
export type Saved = { committed: Committed } | { conflict: Conflict }

const mostTries = 5

/**
 * Commits a change of one file. When others committed meanwhile, their commit counts as a conflict only if it changed
 * this very file; otherwise ours goes on top of theirs.
 */
export async function saveFile(to: CommitTo, lines: readonly CommitLine[], base: Base): Promise<Saved> {
  const door = { url: location.origin, headers: {}, fetch: globalThis.fetch.bind(globalThis) }
  let parentCommit = base.commit
  for (let tries = 1; ; tries += 1) {
    try {
      return { committed: await commitLines(door, { ...to, parentCommit }, lines) }
    } catch (error) {
      if (!(error instanceof UploadFault)) throw error
      if (error.status !== 412 || tries === mostTries) throw inWords(error)
    }
    parentCommit = await headOf(browserHub(), to.repo, to.branch)
    const theirs = await readEditable(browserHub(), parentCommit, { repo: to.repo, path: base.path })
    if ((theirs?.oid ?? null) !== base.oid) return { conflict: { commit: parentCommit, theirs } }
  }
}

/** An upload's faults come without words of ours, as a worker knows no language. */
const inWords = ({ message, code, status }: UploadFault): UploadFault =>
  new UploadFault(code === 'NoConnection' ? noAnswer() : wordsOf(code, message), { status, code })

export type Edited = { path: string; /** null: the bytes stay as they are */ text: string | null; eol: string }

/** What a commit has to say for a file that was written, renamed, or both. */
export function linesFor({ path, text, eol }: Edited, oldPath: string | null): CommitLine[] {
  const isMoved = oldPath !== null && oldPath !== path
  if (text === null) {
    if (!isMoved) return []
    return [
      { key: 'copyFile', value: { path, srcPath: oldPath } },
      { key: 'deletedFile', value: { path: oldPath } },
    ]
  }
  const content = eol === '\n' ? text : text.replaceAll('\n', eol)
  return [{ key: 'file', value: { path, content, encoding: 'utf-8', ...(isMoved ? { oldPath } : {}) } }]
}
