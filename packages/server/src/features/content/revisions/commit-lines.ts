/** The NDJSON body of a commit (spec hub-api 2.7): `{"key": …, "value": …}` a line, the header first. */
import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'

const path = z.string()
const header = z.object({
  summary: z.string().default(''),
  description: z.string().nullish(),
  parentCommit: z.string().nullish(),
})
const file = z.object({
  path,
  content: z.string(),
  encoding: z.enum(['base64', 'utf-8']).default('base64'),
  oldPath: path.nullish(),
})
const lfsFile = z.object({
  path,
  algo: z.literal('sha256').optional(),
  oid: z.string(),
  size: z.number().int().nonnegative().nullish(),
  oldPath: path.nullish(),
})
const copy = z.object({ path, srcPath: path, srcRevision: z.string().nullish() })
const deleted = z.object({ path })

const line = z.discriminatedUnion('key', [
  z.object({ key: z.literal('header'), value: header }),
  z.object({ key: z.literal('file'), value: file }),
  z.object({ key: z.literal('lfsFile'), value: lfsFile }),
  z.object({ key: z.literal('copyFile'), value: copy }),
  z.object({ key: z.literal('deletedFile'), value: deleted }),
  z.object({ key: z.literal('deletedFolder'), value: deleted }),
  z.object({ key: z.literal('deletedEntry'), value: deleted }),
])

export type CommitLine = z.output<typeof line>
export type FileValue = z.output<typeof file>

const wholeDocument = header.extend({
  files: z.array(file).default([]),
  lfsFiles: z.array(lfsFile).default([]),
  deletedFiles: z.array(deleted).default([]),
  deletedFolders: z.array(deleted).default([]),
})

/** Base64 makes four characters of three bytes; the rest of a line is its path and punctuation. */
const lineBytes = Math.ceil((limits.regularFileBytes * 4) / 3) + 64 * 1024

/** @throws HubError BadRequest naming the line that is wrong, BodyTooLarge for a line beyond any lawful file */
export async function* readCommitLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<CommitLine> {
  let number = 0
  for await (const bytes of splitLines(source)) {
    number += 1
    // The header is a line, but no operation.
    requireFew(number - 1)
    yield parseLine(bytes, number)
  }
}

function requireFew(operations: number): void {
  const most = limits.commitOperations
  if (operations > most)
    throw new HubError('BodyTooLarge', `A commit has at most ${most} operations: use several commits.`)
}

function parseLine(bytes: Buffer, number: number): CommitLine {
  const parsed = line.safeParse(parseJson(bytes, `Line ${number} of the commit`))
  if (parsed.success) return parsed.data
  const fault = parsed.error.issues[0]!
  throw new HubError(
    'BadRequest',
    `Line ${number} of the commit is not valid: "${fault.path.join('.')}" ${fault.message}`,
  )
}

/** The one-document form of the same commit. @throws HubError BadRequest */
export function* linesOfDocument(bytes: Buffer): Generator<CommitLine> {
  const parsed = wholeDocument.safeParse(parseJson(bytes, 'The commit'))
  if (!parsed.success) {
    const fault = parsed.error.issues[0]!
    throw new HubError('BadRequest', `The commit is not valid: "${fault.path.join('.')}" ${fault.message}`)
  }
  const { files, lfsFiles, deletedFiles, deletedFolders, ...value } = parsed.data
  requireFew(files.length + lfsFiles.length + deletedFiles.length + deletedFolders.length)
  yield { key: 'header', value }
  for (const value of deletedFiles) yield { key: 'deletedFile', value }
  for (const value of deletedFolders) yield { key: 'deletedFolder', value }
  for (const value of files) yield { key: 'file', value }
  for (const value of lfsFiles) yield { key: 'lfsFile', value }
}

function parseJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new HubError('BadRequest', `${what} is not valid JSON in UTF-8.`)
  }
}

async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let held = 0
  for await (const part of source) {
    let start = 0
    for (let end = part.indexOf(10); end >= 0; end = part.indexOf(10, start)) {
      const whole = Buffer.concat([...parts, part.subarray(start, end)])
      parts = []
      held = 0
      start = end + 1
      if (whole.length > lineBytes) throw tooLong()
      if (whole.some((byte) => byte > 32)) yield whole
    }
    if (start < part.length) parts.push(Buffer.from(part.subarray(start)))
    held += part.length - start
    if (held > lineBytes) throw tooLong()
  }
  const last = Buffer.concat(parts)
  if (last.some((byte) => byte > 32)) yield last
}

const tooLong = () =>
  new HubError(
    'BodyTooLarge',
    `A file in a commit has at most ${limits.regularFileBytes} bytes: upload larger ones through LFS.`,
  )
