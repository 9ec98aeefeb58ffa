import type { z } from 'zod'
import type { FileEntry } from '../file.ts'
import type { FileDiff } from './file-diff.ts'
import type { ChangesPage } from './service.ts'
import type * as wire from './wire.ts'

type Shown = Pick<z.output<typeof wire.comparison>, 'base' | 'head' | 'summary' | 'truncated' | 'files'>

export const presentChanges = ({ base, head, summary, truncated, files }: ChangesPage): Shown => ({
  base,
  head,
  summary,
  truncated,
  files: files.map(({ before, after, ...change }) => ({
    ...change,
    before: presentSide(before),
    after: presentSide(after),
  })),
})

const presentSide = (entry: FileEntry | null) =>
  entry && {
    oid: entry.oid,
    mode: entry.mode,
    size: entry.sizeBytes,
    ...(entry.lfs ? { lfs: { oid: entry.lfs.digest, size: entry.lfs.sizeBytes } } : {}),
    ...(entry.lfs?.xet ? { xetHash: entry.lfs.xet } : {}),
  }

type Place = { base: string | null; head: string; path: string }

export const presentDiff = (place: Place, { before, after, text }: FileDiff): z.output<typeof wire.fileDiff> => ({
  ...place,
  before: presentSide(before),
  after: presentSide(after),
  additions: 0,
  deletions: 0,
  truncated: false,
  hunks: [],
  ...text,
})
