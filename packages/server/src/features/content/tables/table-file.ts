import type { ByteRange } from '../../../ports/blob-store.ts'
import type { TableFile, TableFormat } from '../../../ports/tables.ts'
import type { FileEntry, OpenFile } from '../file.ts'

const formats: Record<string, TableFormat> = {
  parquet: 'parquet',
  csv: 'csv',
  tsv: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  txt: 'text',
}

/** What kind of table a file's name promises, or null. */
export function tableFormatOf(path: string): { format: TableFormat; isGzip: boolean } | null {
  const [, extension = '', zip] = /\.([A-Za-z]+)(\.gz)?$/.exec(path) ?? []
  const format = formats[extension.toLowerCase()]
  return !format || (zip && format === 'parquet') ? null : { format, isGzip: zip !== undefined }
}

/** A file as the tables' port takes it: its digest names its bytes wherever they lie. */
export const tableFile = (entry: FileEntry, open: () => Promise<OpenFile>): TableFile => ({
  key: entry.lfs ? entry.lfs.digest : `git ${entry.oid}`,
  sizeBytes: entry.sizeBytes,
  isGzip: tableFormatOf(entry.path)?.isGzip ?? false,
  open,
})

/** Bytes we made ourselves, for the same readers. */
export const madeFile = (key: string, content: Buffer): TableFile => ({
  key,
  sizeBytes: content.length,
  open: async () => ({
    read: async function* (range?: ByteRange) {
      yield content.subarray(range?.first ?? 0, range ? range.last + 1 : content.length)
    },
    [Symbol.asyncDispose]: async () => {},
  }),
})
