import { readHeaderLength } from '@kaihub/formats/safetensors'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import { createGate } from '../../../kit/gate.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { FileEntry, OpenFile } from '../file.ts'
import { createMemory } from '../memory.ts'
import { headerJob } from './header-job.ts'
import type { WeightHeader, WeightIndex } from './header.ts'

const firstGgufBytes = 256 * 1024

export type Open = (entry: FileEntry) => Promise<OpenFile>

/** Reads the headers of weight files by range; a thread parses them. */
export function createHeaders(threads: Threads) {
  const headers = createMemory({ mostBytes: limits.headerCacheBytes, bytesOf: bytesOfHeader })
  const indexes = createMemory({ mostBytes: limits.weightIndexCacheBytes, bytesOf: bytesOfIndex })
  const gate = createGate({
    most: limits.headersAtOnce,
    waiting: limits.headersWaiting,
    busy: 'Too many weight files are being looked into: try again soon.',
  })

  /** @throws HubError WeightsUnreadable, Unavailable */
  function header(entry: FileEntry, open: Open): Promise<WeightHeader> {
    const [format, read] = entry.path.endsWith('.gguf') ? ['gguf', readGguf] : ['safetensors', readSafetensors]
    return explained(entry, () =>
      headers(`${format} ${contentOf(entry)}`, async () => {
        using _place = await gate.enter()
        await using file = await open(entry)
        return await read(threads, file)
      }),
    )
  }

  /** The files that an index names. @throws HubError WeightsUnreadable, Unavailable */
  async function index(entry: FileEntry, open: Open): Promise<WeightIndex> {
    if (entry.sizeBytes > limits.weightIndexBytes)
      throw unreadable(entry, `it has more than ${limits.weightIndexBytes} bytes`)
    return explained(entry, () =>
      indexes(contentOf(entry), async () => {
        using _place = await gate.enter()
        await using file = await open(entry)
        return await readIndex(threads, file)
      }),
    )
  }

  return { header, index }
}

const bytesOfPairs = (pairs: WeightHeader['metadata']): number =>
  pairs.reduce((sum, [key, value]) => sum + 100 + 2 * (key.length + value.length), 0)

const bytesOfHeader = ({ tensors, metadata, chat }: WeightHeader): number =>
  tensors.reduce((sum, { name, shape }) => sum + 200 + 2 * name.length + 8 * shape.length, bytesOfPairs(metadata)) +
  2 * (chat?.template.length ?? 0)

const bytesOfIndex = ({ files, metadata }: WeightIndex): number =>
  files.reduce((sum, file) => sum + 50 + 2 * file.length, bytesOfPairs(metadata))

export type Headers = ReturnType<typeof createHeaders>

/** What names the bytes of a file, in whatever repo it is. */
export const contentOf = (entry: FileEntry): string => entry.lfs?.digest ?? entry.oid

async function readSafetensors(threads: Threads, file: OpenFile): Promise<WeightHeader> {
  const first = Buffer.alloc(Math.min(8, file.sizeBytes))
  let filled = 0
  if (first.length > 0)
    for await (const part of file.read({ first: 0, last: first.length - 1 })) {
      first.set(part, filled)
      filled += part.length
    }
  const length = readHeaderLength(first, limits.safetensorsHeadBytes)
  using task = begin(threads, 'safetensors', file)
  const reply = await feedRange(task, file, { first: 8, end: 8 + length })
  return (reply as { header: WeightHeader }).header
}

async function readGguf(threads: Threads, file: OpenFile): Promise<WeightHeader> {
  using task = begin(threads, 'gguf', file)
  let first = 0
  for (let end = firstGgufBytes; ;) {
    const reply = await feedRange(task, file, { first, end })
    if (reply && 'header' in reply) return reply.header
    first = Math.min(end, file.sizeBytes)
    end = (reply as { needMore: number }).needMore
  }
}

async function readIndex(threads: Threads, file: OpenFile): Promise<WeightIndex> {
  using task = begin(threads, 'index', file)
  const reply = await feedRange(task, file, { first: 0, end: file.sizeBytes })
  return (reply as { index: WeightIndex }).index
}

function begin(threads: Threads, format: 'safetensors' | 'gguf' | 'index', file: OpenFile) {
  const task = threads.begin(headerJob, { format, fileBytes: file.sizeBytes })
  return { feed: task.feed, [Symbol.dispose]: () => task.drop() }
}

type Range = { first: number; end: number }

/** A file may be shorter than its header says: then it is parsed as it is, and found wanting. */
async function feedRange(task: ReturnType<typeof begin>, file: OpenFile, { first, end }: Range) {
  const last = Math.min(end, file.sizeBytes) - 1
  if (last >= first) for await (const bytes of file.read({ first, last })) await task.feed({ bytes, isAll: false })
  return task.feed({ bytes: new Uint8Array(), isAll: true })
}

/** The path is the asker's own: who asks for the same bytes by another learns nothing of this one. */
async function explained<Value>(entry: FileEntry, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    // What a thread throws comes without its class.
    throw error instanceof Error && error.name === 'FormatError' ? unreadable(entry, error.message) : error
  }
}

const unreadable = (entry: FileEntry, why: string): HubError =>
  new HubError('WeightsUnreadable', `${entry.path.slice(0, 300)} cannot be read as weights: ${why}.`)
