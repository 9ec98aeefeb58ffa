import type { RepoRef } from '#lib/repo/address.ts'
import { commitLines, type Committed, type CommitLine } from './commit.ts'
import type { Door } from './door.ts'
import { inlineFile } from './inline-file.ts'
import { usualWaits, type Patience } from './patience.ts'
import { planUpload, type FileToPublish, type Way } from './plan.ts'
import { createMeter, type Progress } from './progress.ts'
import { sendLarge } from './send-large.ts'
import type { Sent } from './xet-uploader.ts'

export type PublishRequest = {
  repo: RepoRef
  branch: string
  summary: string
  description: string
  files: readonly FileToPublish[]
}

export type PublisherOptions = {
  door: Door
  onProgress: (progress: Progress) => void
  whilePaused?: () => Promise<void>
  waits?: readonly number[]
}

/** More files, or more small files, become several commits. */
const mostLines = 10_000
const mostInlineBytes = 256 * 1024 * 1024

/**
 * Publishes files, however large, in bounded memory. After a failure `run` may be called again: what is with the hub is
 * not sent again, and of what broke off only the rest.
 */
export function createPublisher(request: PublishRequest, { door, onProgress, whilePaused, waits }: PublisherOptions) {
  const meter = createMeter(request.files, onProgress)
  const sent = new Map<string, Sent>()
  const committed = new Set<string>()
  const hints = { trusted: true }

  /** What is still on its way when a run ends, ends with it: the next would count it as well. */
  async function run(signal: AbortSignal): Promise<Committed | null> {
    const ended = new AbortController()
    try {
      return await publish(AbortSignal.any([signal, ended.signal]))
    } finally {
      ended.abort()
    }
  }

  async function publish(signal: AbortSignal): Promise<Committed | null> {
    meter.restart(new Set([...sent.keys(), ...committed]))
    const patience: Patience = {
      signal,
      whilePaused: whilePaused ?? (() => Promise.resolve()),
      onWaiting: (seconds) => meter.waiting(seconds),
      waits: waits ?? usualWaits,
    }
    meter.phase('planning')
    const ways = await planUpload(door, patience, request)
    const by = (wanted: Way) => request.files.filter(({ path }) => ways.get(path) === wanted)
    for (const { path } of by('ignored')) meter.file(path, 'ignored')
    meter.phase('sending')
    await sendLarge(
      by('large').filter(({ path }) => !sent.has(path)),
      { door, patience, repo: request.repo, meter, sent, hints },
    )
    meter.phase('committing')
    const last = await commitAll(by('large'), by('inline'), patience)
    meter.phase('done')
    return last
  }

  async function commitAll(large: readonly FileToPublish[], inline: readonly FileToPublish[], { signal }: Patience) {
    const parts = inParts(
      [...large, ...inline].filter(({ path }) => !committed.has(path)),
      sent,
    )
    let last: Committed | null = null
    for (const [place, part] of parts.entries()) {
      signal.throwIfAborted()
      const lines: (CommitLine | Blob)[] = []
      for (const { path, blob } of part) lines.push(lfsLine(path, sent.get(path)) ?? (await inlineFile(path, blob)))
      const summary = parts.length > 1 ? `${request.summary} (${place + 1}/${parts.length})` : request.summary
      const { repo, branch, description } = request
      last = await commitLines(door, { repo, branch, summary, description }, lines, signal)
      for (const { path, blob } of part) {
        committed.add(path)
        if (sent.has(path)) continue
        meter.read(path, blob.size)
        meter.stored(blob.size)
        meter.file(path, 'sent')
      }
    }
    return last
  }

  return { run }
}

export type Publisher = ReturnType<typeof createPublisher>

const lfsLine = (path: string, about: Sent | undefined): CommitLine | null =>
  about ? { key: 'lfsFile', value: { path, algo: 'sha256', oid: about.sha256, size: about.sizeBytes } } : null

function inParts(files: readonly FileToPublish[], sent: ReadonlyMap<string, Sent>): FileToPublish[][] {
  const parts: FileToPublish[][] = []
  let inlineBytes = 0
  for (const file of files) {
    const bytes = sent.has(file.path) ? 0 : file.blob.size
    const last = parts.at(-1)
    if (!last || last.length >= mostLines || inlineBytes + bytes > mostInlineBytes) {
      parts.push([file])
      inlineBytes = bytes
    } else {
      last.push(file)
      inlineBytes += bytes
    }
  }
  return parts
}
