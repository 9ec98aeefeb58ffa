import type { TableFormat } from '../../../ports/tables.ts'
import type { FileEntry } from '../file.ts'
import { tableFormatOf } from '../tables/table-file.ts'

export type MediaKind = 'image' | 'audio' | 'video'
/** How a split is read: as tables, as a folder of media, or as tar files of samples. */
export type SplitKind = { as: 'table'; format: TableFormat } | { as: 'media'; media: MediaKind } | { as: 'webdataset' }

const media: Record<string, MediaKind> = {}
const declare = (kind: MediaKind, extensions: string): void => {
  for (const extension of extensions.split(' ')) media[extension] = kind
}
declare('image', 'png jpg jpeg webp gif bmp tif tiff avif')
declare('audio', 'wav mp3 flac ogg opus m4a aac')
declare('video', 'mp4 webm mov mkv avi')

export const mediaKindOf = (path: string): MediaKind | null => {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(media, extension) ? media[extension]! : null
}

const isMetadata = (path: string): boolean => /(?:^|\/)metadata\.(?:csv|jsonl)$/.test(path)

/** Most files decide; the others are not data. */
export function kindOfFiles(
  files: readonly FileEntry[],
): { kind: SplitKind; files: FileEntry[]; beside: FileEntry[] } | null {
  const beside = files.filter(({ path }) => isMetadata(path))
  const named = Map.groupBy(files, ({ path }) => nameOf(path))
  named.delete('')
  const hasMedia = ['image', 'audio', 'video'].some((kind) => named.has(kind))
  const counts = [...named].map(([name, group]) => {
    const kept = hasMedia ? group.filter(({ path }) => !isMetadata(path)) : group
    return { name, files: kept }
  })
  const most = counts.toSorted((a, b) => b.files.length - a.files.length).find(({ files }) => files.length > 0)
  if (!most) return null
  const kind = kindNamed(most.name)
  return { kind, files: most.files, beside: kind.as === 'media' ? beside : [] }
}

const nameOf = (path: string): string =>
  tableFormatOf(path)?.format ?? mediaKindOf(path) ?? (/\.tar$/i.test(path) ? 'webdataset' : '')

function kindNamed(name: string): SplitKind {
  if (name === 'webdataset') return { as: 'webdataset' }
  if (name === 'image' || name === 'audio' || name === 'video') return { as: 'media', media: name }
  return { as: 'table', format: name as TableFormat }
}
