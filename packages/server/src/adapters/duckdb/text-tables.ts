/** Tables in text are made into Parquet once: then every question is as cheap as it is there. */
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LRUCache } from 'lru-cache'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import type { TableFile, TableFormat } from '../../ports/tables.ts'
import type { FileCache } from './cache.ts'
import { QueryFailed, type Children } from './children.ts'
import { textOf } from './literals.ts'

type TextFormat = Exclude<TableFormat, 'parquet'>
export type Made = Disposable & { path: string; isPartial: boolean }

/** The same bytes are another table when they are read another way. */
const readAs = (file: TableFile, format: TextFormat): string => `${file.key} ${format}${file.isGzip ? ' gzip' : ''}`

const wholeAtOnceBytes = 16 * 1024 * 1024

export function createTextTables(cache: FileCache, children: Children) {
  // Who asks again for what cannot be read is told at once.
  const failures = new LRUCache<string, QueryFailed>({ max: 1000, ttl: limits.tableFailureMilliseconds })

  /** Of a large file the head only, unless `wantsAll`. */
  async function hold(file: TableFile, format: TextFormat, wantsAll: boolean): Promise<Made> {
    const canBeCut = !file.isGzip && format !== 'json'
    if (file.sizeBytes <= wholeAtOnceBytes || !canBeCut || wantsAll) return holdBody(file, format, canBeCut)
    const made = await make(`${readAs(file, format)} head`, 2 * limits.tableHeadBytes, async (path) => {
      const head = `${path}.text`
      try {
        await writeFile(join(cache.folder, head), await readHead(file, format))
        await convert({ from: head, to: path, format, isGzip: false })
      } finally {
        await drop(head)
      }
    })
    return { path: made.path, isPartial: true, [Symbol.dispose]: () => made[Symbol.dispose]() }
  }

  async function holdBody(file: TableFile, format: TextFormat, canBeCut: boolean): Promise<Made> {
    const most = file.isGzip ? limits.tableTextBytes / 8 : limits.tableTextBytes
    const isPartial = file.sizeBytes > most
    if (isPartial && !canBeCut) throw new HubError('BadRequest', 'This file is too large to be read as a table here.')
    // What is unpacked, or copied up to the measure, and what is made of it.
    const room = file.isGzip ? limits.tableTextBytes : isPartial ? 2 * most : file.sizeBytes
    const made = await make(readAs(file, format), room, async (path) => {
      using held = await cache.hold(file)
      await held.bring([{ start: 0, end: Math.min(file.sizeBytes, most) }])
      if (!isPartial) return await convert({ from: held.path, to: path, format, isGzip: file.isGzip ?? false })
      const start = `${path}.text`
      try {
        await copyStart(held.path, start, most)
        await convert({ from: start, to: path, format, isGzip: false })
      } finally {
        await drop(start)
      }
    })
    return { path: made.path, isPartial, [Symbol.dispose]: () => made[Symbol.dispose]() }
  }

  async function make(key: string, mostBytes: number, work: (path: string) => Promise<void>) {
    const failure = failures.get(key)
    if (failure) throw failure
    try {
      return await cache.holdMade(key, mostBytes, work)
    } catch (error) {
      if (error instanceof QueryFailed) failures.set(key, error)
      throw error
    }
  }

  async function copyStart(from: string, to: string, bytes: number): Promise<void> {
    const [source, target] = [join(cache.folder, from), join(cache.folder, to)]
    await pipeline(createReadStream(source, { end: bytes - 1 }), createWriteStream(target))
    let at = bytes - limits.tableHeadBytes
    let afterLine = 0
    for await (const part of createReadStream(source, { start: at, end: bytes - 1 })) {
      const newline = (part as Buffer).lastIndexOf(10)
      if (newline >= 0) afterLine = at + newline + 1
      at += (part as Buffer).length
    }
    if (afterLine > 0) await truncate(target, afterLine)
  }

  const convert = (conversion: Conversion): Promise<void> => convertText(children, conversion)
  const drop = (path: string): Promise<void> => rm(join(cache.folder, path), { force: true })

  return { hold }
}

export type TextTables = ReturnType<typeof createTextTables>

type Conversion = { from: string; to: string; format: TextFormat; isGzip: boolean }

async function convertText(children: Children, { from, to, format, isGzip }: Conversion): Promise<void> {
  const readers = readersOf(from, format, isGzip)
  for (const [at, reader] of readers.entries()) {
    const sql = `COPY (SELECT * FROM ${reader}) TO ${textOf(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`
    try {
      await children.ask({ paths: [from, to], sql, milliseconds: limits.tableMilliseconds * 3 })
      return
    } catch (error) {
      if (at === readers.length - 1 || !(error instanceof QueryFailed) || error.failure.kind !== 'refused') throw error
    }
  }
}

const delimiters: Partial<Record<TextFormat, string>> = { tsv: '\t', text: '\u{1F}' }

/** The strict way first, then one that takes what it can. */
function readersOf(path: string, format: TextFormat, isGzip: boolean): string[] {
  const more = isGzip ? `compression = 'gzip'` : `compression = '${format.startsWith('json') ? 'auto_detect' : 'auto'}'`
  const file = textOf(path)
  if (format === 'json' || format === 'jsonl') {
    const shape = format === 'json' ? 'auto' : 'newline_delimited'
    const options = `${more}, format = '${shape}', maximum_object_size = 16777216`
    return [
      `read_json(${file}, ${options})`,
      `read_json(${file}, ${options}, ignore_errors = ${format === 'jsonl'}, map_inference_threshold = -1, maximum_depth = 1)`,
    ]
  }
  const delimiter = delimiters[format] ? `, delim = ${textOf(delimiters[format])}` : ''
  if (format === 'text')
    return [
      `read_csv(${file}, ${more}${delimiter}, columns = {'text': 'VARCHAR'}, header = false, quote = '', escape = '', auto_detect = false, strict_mode = false, ignore_errors = true, max_line_size = 4194304, buffer_size = 16777216)`,
    ]
  const options = `${more}${delimiter}, max_line_size = 4194304, buffer_size = 16777216, null_padding = true`
  return [
    `read_csv(${file}, ${options}, sample_size = 20480)`,
    `read_csv(${file}, ${options}, all_varchar = true, strict_mode = false, ignore_errors = true, parallel = false)`,
  ]
}

/** The first whole lines; a line break within quotes ends no row. */
async function readHead(file: TableFile, format: TextFormat): Promise<Buffer> {
  const parts: Buffer[] = []
  await using blob = await file.open()
  for await (const part of blob.read({ first: 0, last: limits.tableHeadBytes - 1 })) parts.push(Buffer.from(part))
  const head = Buffer.concat(parts)
  const quote = format === 'csv' || format === 'tsv' ? 34 : -1
  let isQuoted = false
  let end = 0
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] === quote) isQuoted = !isQuoted
    else if (head[at] === 10 && !isQuoted) end = at + 1
  }
  return head.subarray(0, end > 0 ? end : head.lastIndexOf(10) + 1)
}
