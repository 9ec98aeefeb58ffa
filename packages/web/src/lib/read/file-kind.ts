export type FileKind = 'image' | 'audio' | 'video' | 'pdf' | 'tensors' | 'table' | 'text'

const endings: Record<Exclude<FileKind, 'text'>, string> = {
  image: 'png jpg jpeg gif webp avif bmp ico svg',
  audio: 'wav mp3 flac ogg opus m4a',
  video: 'mp4 webm mov',
  pdf: 'pdf',
  tensors: 'safetensors gguf',
  table: 'parquet csv tsv jsonl ndjson',
}
const kinds = new Map(
  Object.entries(endings).flatMap(([kind, list]) => list.split(' ').map((ending) => [ending, kind as FileKind])),
)

/** Whether lines of source, as the hub rendered them, begin a list of objects in JSON: that is a table as well. */
export const isJsonTable = (path: string, lines: readonly string[]): boolean =>
  /\.json$/i.test(path) &&
  /^\s*\[\s*\{/.test(
    lines
      .slice(0, 4)
      .join('')
      .replaceAll(/<[^>]*>/g, ''),
  )

/** How a file is looked at, by its name. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const dot = name.lastIndexOf('.')
  return (dot > 0 ? kinds.get(name.slice(dot + 1)) : undefined) ?? 'text'
}
