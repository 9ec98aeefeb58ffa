/** Tar files of samples: files that differ in their ending only are one row. https://huggingface.co/docs/hub/datasets-webdataset */
import { nextTarHeader, readPax, readTarHeader, tarBlockBytes } from '@kaihub/formats/tar'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { FileEntry, OpenFile } from '../file.ts'
import type { Feature } from '../tables/features.ts'
import { mediaKindOf } from './file-kinds.ts'
import type { MadeTable } from './media-folder.ts'

/** Content of `size` bytes at `offset` of the archive. */
type Member = { name: string; offset: number; size: number }

const windowBytes = 256 * 1024
const shownTextBytes = 64 * 1024

/** The first samples of the first archives: headers are read one after another, contents only where they are text. */
export async function webDataset(files: readonly FileEntry[], open: (entry: FileEntry) => Promise<OpenFile>) {
  const rows = new Map<string, Record<string, unknown>>()
  const declared = new Map<string, Feature>()
  const budget = { bytes: limits.tarReadBytes, members: limits.tarMembers }
  for (const entry of files.slice(0, 10)) {
    if (rows.size >= limits.tarSamples || budget.bytes <= 0 || budget.members <= 0) break
    await using file = await open(entry)
    const read = createWindow(file, budget)
    for await (const member of membersOf(read, file.sizeBytes, budget)) {
      if (!addMember(rows, declared, { entry, member, text: await textOf(member, read) })) break
    }
  }
  const lines = [...rows.values()].map((row) => JSON.stringify(row))
  return { content: Buffer.from(`${lines.join('\n')}\n`), declared } satisfies MadeTable
}

type Read = (offset: number, size: number) => Promise<Buffer>
type Budget = { bytes: number; members: number }

/** Headers of small files lie close together: each read takes some of what follows along. */
function createWindow(file: OpenFile, budget: Budget): Read {
  let window = { start: 0, bytes: Buffer.alloc(0) }
  return async (offset, size) => {
    if (offset < window.start || offset + size > window.start + window.bytes.length) {
      const last = Math.min(file.sizeBytes, offset + Math.max(size, windowBytes)) - 1
      const parts: Buffer[] = []
      for await (const part of file.read({ first: offset, last })) parts.push(Buffer.from(part))
      window = { start: offset, bytes: Buffer.concat(parts) }
      budget.bytes -= window.bytes.length
    }
    return window.bytes.subarray(offset - window.start, offset - window.start + size)
  }
}

async function* membersOf(read: Read, sizeBytes: number, budget: Budget): AsyncGenerator<Member> {
  let longName: string | undefined
  let longSize: number | undefined
  for (let at = 0; at + tarBlockBytes <= sizeBytes && budget.bytes > 0 && budget.members > 0;) {
    const header = headerIn(await read(at, tarBlockBytes))
    if (!header) return
    const [name, size] = [longName ?? header.name, longSize ?? header.size]
    const offset = at + tarBlockBytes
    longName = longSize = undefined
    if (header.type === 'file') {
      budget.members -= 1
      if (offset + size <= sizeBytes) yield { name, offset, size }
    } else if (header.type !== 'other' && size <= shownTextBytes) {
      const content = await read(offset, size)
      if (header.type === 'long-name') longName = content.toString('utf8').replace(/\0[^]*$/, '')
      else ({ path: longName, size: longSize } = readPax(content))
    }
    at = nextTarHeader(at, size)
  }
}

function headerIn(block: Buffer) {
  try {
    return readTarHeader(block)
  } catch {
    throw new HubError('BadRequest', 'A tar file of this dataset is damaged.')
  }
}

async function textOf({ name, offset, size }: Member, read: Read): Promise<unknown> {
  if (size > shownTextBytes || !/\.(?:json|txt|text|cls|cls2|index|caption|md)$/i.test(name)) return undefined
  const text = (await read(offset, size)).toString('utf8')
  if (!name.endsWith('.json')) return text.trim()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

type Added = { entry: FileEntry; member: Member; text: unknown }

/** False when there are samples enough. */
function addMember(
  rows: Map<string, Record<string, unknown>>,
  declared: Map<string, Feature>,
  { entry, member, text }: Added,
): boolean {
  const base = member.name.slice(member.name.lastIndexOf('/') + 1)
  const dot = base.indexOf('.')
  if (dot <= 0) return true
  const column = base.slice(dot + 1).toLowerCase()
  const key = member.name.slice(0, member.name.length - column.length - 1)
  const id = `${entry.path} ${key}`
  const row = rows.get(id) ?? { __key__: key }
  if (!rows.has(id) && rows.size >= limits.tarSamples) return false
  rows.set(id, row)
  const media = mediaKindOf(member.name)
  if (media) declared.set(column, { _type: { image: 'Image', audio: 'Audio', video: 'Video' }[media] })
  row[column] = text ?? memberMark({ path: entry.path, ...member })
  return true
}

/** How a cell of the table we make says where its bytes are. */
const mark = 'member:'
const memberMark = ({ path, offset, size }: Member & { path: string }): string => `${mark}${offset}:${size}:${path}`
export function readMemberMark(text: string): { path: string; offset: number; size: number } | null {
  const [, offset, size, path] = /^member:(\d+):(\d+):([^]+)$/.exec(text) ?? []
  return path === undefined ? null : { path, offset: Number(offset), size: Number(size) }
}
