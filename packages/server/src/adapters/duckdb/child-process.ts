/** The start, the watch and the limits of one process. */
import { spawn, type ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { limits } from '../../config/limits.ts'
import { askersSignal } from './asking.ts'

const killAfterMilliseconds = 2000

/** An idle child does not keep the hub alive. */
export function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

export function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

/** A shell limits its memory, as DuckDB's own limit leaves out long texts, and its files; of our environment it gets nothing. */
export function start(folder: string, program: string): ChildProcess {
  const [kibibytes, fileBlocks] = [limits.tableProcessMiB * 1024, limits.tableTextBytes / 512]
  const child = spawn(
    '/bin/sh',
    ['-c', `ulimit -d ${kibibytes} 2>/dev/null; ulimit -f ${fileBlocks}; exec "$0" "$@"`, process.execPath, program],
    {
      cwd: folder,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    },
  )
  // Whoever runs out of memory, it should not be the hub.
  if (child.pid) void writeFile(`/proc/${child.pid}/oom_score_adj`, '1000').catch(() => {})
  return child
}

/** What takes too long, and what nobody waits for any more, is interrupted; a child that does not hear it is killed. */
export function watchOver(child: ChildProcess, interrupt: () => void, milliseconds: number) {
  let isLate = false
  let killTimer: NodeJS.Timeout | undefined
  const stop = (): void => {
    interrupt()
    killTimer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds)
  }
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, milliseconds)
  const signal = askersSignal()
  signal?.addEventListener('abort', stop)
  return {
    isLate: () => isLate,
    [Symbol.dispose]: () => {
      signal?.removeEventListener('abort', stop)
      clearTimeout(timer)
      clearTimeout(killTimer)
    },
  }
}
