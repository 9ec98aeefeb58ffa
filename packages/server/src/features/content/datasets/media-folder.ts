/** A folder of pictures, sounds or videos as a table: one row a file, folder names as labels, `metadata` files beside. */
import { limits } from '../../../config/limits.ts'
import type { FileEntry } from '../file.ts'
import type { Feature } from '../tables/features.ts'
import type { MediaKind } from './file-kinds.ts'

export type MadeTable = { content: Buffer; declared: Map<string, Feature> }
export type ReadSmallFile = (entry: FileEntry, limitBytes: number) => Promise<Buffer | null>

const featureNames: Record<MediaKind, string> = { image: 'Image', audio: 'Audio', video: 'Video' }
type Extra = Record<string, unknown>

export async function mediaFolder(
  media: MediaKind,
  files: readonly FileEntry[],
  beside: readonly FileEntry[],
  read: ReadSmallFile,
): Promise<MadeTable> {
  const extras = await readMetadata(beside, read)
  const labels = extras.size > 0 ? [] : labelsOf(files)
  const declared = new Map<string, Feature>([[media, { _type: featureNames[media] }]])
  if (labels.length > 1) declared.set('label', { names: labels, _type: 'ClassLabel' })
  const lines = files.slice(0, limits.listedFiles).map(({ path }) => {
    const label = labels.length > 1 ? { label: labels.indexOf(folderOf(path)) } : {}
    return JSON.stringify({ [media]: path, ...label, ...extras.get(path) })
  })
  return { content: Buffer.from(`${lines.join('\n')}\n`), declared }
}

const folderOf = (path: string): string => path.split('/').at(-2) ?? ''

/** Folder names are labels when there are several but not one per file. */
function labelsOf(files: readonly FileEntry[]): string[] {
  const names = [...new Set(files.map(({ path }) => folderOf(path)))].toSorted()
  return names.length > 1 && names.length <= 1000 && names.length < files.length ? names : []
}

async function readMetadata(beside: readonly FileEntry[], read: ReadSmallFile): Promise<Map<string, Extra>> {
  const extras = new Map<string, Extra>()
  for (const entry of beside.slice(0, 20)) {
    const content = await read(entry, limits.configJsonBytes)
    if (!content) continue
    const folder = entry.path.includes('/') ? entry.path.slice(0, entry.path.lastIndexOf('/') + 1) : ''
    const rows = entry.path.endsWith('.csv') ? csvRows(content.toString('utf8')) : jsonRows(content.toString('utf8'))
    for (const { file_name: name, ...extra } of rows) if (typeof name === 'string') extras.set(folder + name, extra)
  }
  return extras
}

function jsonRows(text: string): Extra[] {
  return text.split('\n').flatMap((line) => {
    try {
      const row = JSON.parse(line) as unknown
      return typeof row === 'object' && row !== null && !Array.isArray(row) ? [{ ...row }] : []
    } catch {
      return []
    }
  })
}

const mostColumns = 200
const mostRows = 100_000

function csvRows(text: string): Extra[] {
  const [names = [], ...rows] = cellsOf(text)
  const head = names.slice(0, mostColumns)
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? null])))
}

/** RFC 4180; empty lines say nothing */
function cellsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  while (pattern.lastIndex < text.length && rows.length <= mostRows) {
    const match = pattern.exec(text)
    if (!match) break
    const [, quoted, bare = '', end] = match
    if (row.length < mostColumns) row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}
