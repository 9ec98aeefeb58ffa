/**
 * Download counts that anybody can check. One download is one GET, answered with the whole file, of a file that every
 * use of a repo fetches once and only once:
 * - models: config.json, or what stands in for it (see `queryFiles`), or any .gguf file, as one of several is the model
 * - datasets: any file, at most once per requester and hour
 * - Spaces and code: README.md
 * HEAD, ranges, answers from a client's cache (304) and git never count. The same requester counts once per repo and
 * hour; who that is is forgotten with the hour. Numbers of the last 30 days are of whole UTC days.
 */
import type { Clock } from '../../../kit/clock.ts'
import type { Log } from '../../../kit/log.ts'
import type { RepoType } from '../../repos/index.ts'
import type { DayCount } from './queries.ts'

const queryFiles = new Set([
  'config.json',
  'adapter_config.json',
  'config.yaml',
  'hyperparams.yaml',
  'meta.yaml',
  'model_index.json',
  'params.json',
])
const hourMilliseconds = 3_600_000
/** Under a flood of requesters older ones are forgotten within the hour: the count may then be too high, never slow. */
const keptRequesters = 200_000

export type Download = { repoId: number; type: RepoType; path: string; requester: string; whole: boolean }

export type DownloadCounter = AsyncDisposable & {
  /** returns at once; the count reaches the database within seconds */
  record: (download: Download) => void
  flush: () => Promise<void>
}

export type CounterDeps = {
  clock: Clock
  log: Log
  write: (counts: DayCount[]) => Promise<void>
  flushMilliseconds: number
}

export function createDownloadCounter({ clock, log, write, flushMilliseconds }: CounterDeps): DownloadCounter {
  const waiting = new Map<string, DayCount>()
  let seen = new Set<string>()
  let hour = 0
  let writing: Promise<void> | null = null

  function record(download: Download): void {
    if (!counts(download)) return
    const now = clock.now()
    if (isRepeated(`${download.repoId} ${download.requester}`, now)) return
    add({ repoId: download.repoId, day: now.toISOString().slice(0, 10), count: 1 })
  }

  function isRepeated(key: string, now: Date): boolean {
    const current = Math.floor(now.getTime() / hourMilliseconds)
    if (current !== hour || seen.size >= keptRequesters) seen = new Set()
    hour = current
    if (seen.has(key)) return true
    seen.add(key)
    return false
  }

  function add({ repoId, day, count }: DayCount): void {
    const key = `${repoId} ${day}`
    const known = waiting.get(key)
    if (known) known.count += count
    else waiting.set(key, { repoId, day, count })
  }

  async function flush(): Promise<void> {
    if (writing) await writing
    if (waiting.size === 0) return
    const counts = [...waiting.values()]
    waiting.clear()
    writing = write(counts).catch((error: unknown) => {
      log.warn('Download counts could not be written; they will be tried again.', { error })
      for (const count of counts) add(count)
    })
    await writing
    writing = null
  }

  const timer = setInterval(() => void flush(), flushMilliseconds)
  timer.unref()
  return {
    record,
    flush,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

export function counts({ type, path, whole }: Pick<Download, 'type' | 'path' | 'whole'>): boolean {
  if (!whole) return false
  if (type === 'dataset') return true
  if (type === 'model') return queryFiles.has(path) || path.endsWith('.gguf')
  return path === 'README.md'
}
