import type { Heading } from './heading.ts'

/** What the hub's render API answers; the load function's types are checked against it. */
export type Output =
  | { kind: 'text'; html: string; isError: boolean }
  | { kind: 'html'; html: string }
  | { kind: 'image'; src: string; alt: string }
  | { kind: 'left-out'; sizeBytes: number }
export type Cell =
  | { kind: 'markdown'; html: string }
  | { kind: 'code'; html: string; executionCount: number | null; outputs: Output[] }
  | { kind: 'raw'; text: string }
export type View =
  | { kind: 'markdown'; html: string; toc: Heading[] }
  | { kind: 'code'; language: string | null; lines: string[] }
  | { kind: 'notebook'; language: string | null; cells: Cell[]; toc: Heading[] }
  | { kind: 'binary' }
  | { kind: 'too-large' }

export type FileFacts = {
  path: string
  /** as asked for: a branch, a tag or a commit */
  revision: string
  commit: string
  sizeBytes: number
  /** of a file in LFS: the SHA-256 of its bytes */
  sha256: string | null
  lastCommit: { id: string; title: string; author: string; date: string } | null
}
