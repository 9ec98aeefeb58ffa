export type Phase = 'planning' | 'sending' | 'checking' | 'committing' | 'done'

/** `read`: of this file, bytes looked at. */
export type FileProgress = { state: 'waiting' | 'reading' | 'sending' | 'sent' | 'ignored'; read: number }

/** All in bytes; `done` counts what the hub has, whether it was sent now or there before. */
export type Progress = {
  phase: Phase
  total: number
  read: number
  sent: number
  known: number
  done: number
  /** of the files the hub reads back before it registers them */
  checked: number
  /** seconds until the next try while the hub does not answer */
  waiting: number | null
  files: ReadonlyMap<string, FileProgress>
}

export type Meter = ReturnType<typeof createMeter>

/** Counts for one upload, and tells whoever watches. */
export function createMeter(files: readonly { path: string; blob: Blob }[], onProgress: (progress: Progress) => void) {
  const each = new Map<string, FileProgress>(files.map(({ path }) => [path, { state: 'waiting', read: 0 }]))
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const sums = {
    phase: 'planning' as Phase,
    total,
    read: 0,
    sent: 0,
    known: 0,
    stored: 0,
    checked: 0,
    waiting: null as number | null,
  }

  const tell = (): void => {
    const { stored, known, ...rest } = sums
    onProgress({ ...rest, known, done: stored + known, files: each })
  }
  const count = (what: 'read' | 'sent' | 'known' | 'stored', bytes: number): void => {
    sums[what] += bytes
    tell()
  }

  return {
    phase(phase: Phase): void {
      sums.phase = phase
      tell()
    },
    read(path: string, bytes: number): void {
      const file = each.get(path)!
      each.set(path, { state: 'reading', read: file.read + bytes })
      count('read', bytes)
    },
    file(path: string, state: FileProgress['state']): void {
      each.set(path, { read: each.get(path)!.read, state })
      tell()
    },
    known: (bytes: number): void => count('known', bytes),
    stored: (bytes: number): void => count('stored', bytes),
    sent: (bytes: number): void => count('sent', bytes),
    checked(bytes: number): void {
      sums.checked = bytes
      tell()
    },
    waiting(seconds: number | null): void {
      sums.waiting = seconds
      tell()
    },
    /** What was counted in a run that failed is counted again. */
    restart(finished: ReadonlySet<string>): void {
      Object.assign(sums, { read: 0, sent: 0, known: 0, stored: 0, checked: 0, waiting: null })
      for (const { path, blob } of files) {
        const isDone = finished.has(path)
        each.set(path, { state: isDone ? 'sent' : 'waiting', read: isDone ? blob.size : 0 })
        if (isDone) sums.known += blob.size
        if (isDone) sums.read += blob.size
      }
      tell()
    },
  }
}
