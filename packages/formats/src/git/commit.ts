// Commit objects: https://git-scm.com/docs/git-commit-tree, header lines then the message
import { FormatError } from '../errors/index.ts'
import { assertId } from './hash.ts'
import { decodeHeaders, encodeHeaders, requiredHeader } from './headers.ts'
import type { Header } from './headers.ts'
import { decodeIdentity, encodeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'

export type Commit = {
  tree: string
  parents: string[]
  author: Identity
  committer: Identity
  message: string
  /** what follows the committer, in order: encoding, gpgsig and the like */
  extraHeaders?: Header[]
}

const ownHeaders = new Set(['tree', 'parent', 'author', 'committer'])

/** The bytes of a commit; throws FormatError on bad ids, times and header names. */
export function encodeCommit(commit: Commit): Buffer {
  const extra = commit.extraHeaders ?? []
  if (extra.some(([key]) => ownHeaders.has(key)))
    throw new FormatError('git commit: a header of its own given as extra')
  const headers: Header[] = [
    ['tree', assertId(commit.tree, 'commit')],
    ...commit.parents.map((parent): Header => ['parent', assertId(parent, 'commit')]),
    ['author', encodeIdentity(commit.author)],
    ['committer', encodeIdentity(commit.committer)],
    ...extra,
  ]
  return encodeHeaders(headers, commit.message)
}

/** Reads a commit; throws FormatError when the tree, a parent, the author or the committer is missing or damaged. */
export function decodeCommit(body: Uint8Array): Required<Commit> {
  const { headers, message } = decodeHeaders(body)
  return {
    tree: assertId(requiredHeader(headers, 'tree'), 'commit'),
    parents: headers.filter(([key]) => key === 'parent').map(([, value]) => assertId(value, 'commit')),
    author: decodeIdentity(requiredHeader(headers, 'author')),
    committer: decodeIdentity(requiredHeader(headers, 'committer')),
    message,
    extraHeaders: headers.filter(([key]) => !ownHeaders.has(key)),
  }
}

/** Git's own split: the title is the first paragraph on one line, the body all after it. */
export function splitMessage(message: string): { title: string; body: string } {
  const text = message.replaceAll('\r\n', '\n').trim()
  const end = text.search(/\n[ \t]*\n/)
  const paragraph = end < 0 ? text : text.slice(0, end)
  return {
    title: paragraph
      .split('\n')
      .map((line) => line.trim())
      .join(' '),
    body: end < 0 ? '' : text.slice(end).trim(),
  }
}
