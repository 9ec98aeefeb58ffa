import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import { identifyProcess } from '../../kit/process-identity.ts'
import type { Log } from '../../kit/log.ts'
import { findPostmaster, isAnswering, launchPostmaster } from './postmaster.ts'
import { followOutput } from './server-output.ts'
import type { Launch } from './postmaster.ts'
import type { ServerOutput } from './server-output.ts'

export type SupervisedServer = { startedHere: boolean; stop: () => Promise<void> }

type Supervision = { launch: Launch; socketFolder: string; log: Log }

type Running = { child: ChildProcess; output: ServerOutput; hasExited: Promise<void> }

const pollMilliseconds = 5
const fastStopMilliseconds = 60_000
const immediateStopMilliseconds = 10_000
const startAttempts = 20
const retryMilliseconds = 2000

/** Has a server run on the folder: another process's if there is one, else our own, started again if it dies. */
export async function superviseServer(supervision: Supervision): Promise<SupervisedServer> {
  const first = await bringUp(supervision)
  if (!first) return { startedHere: false, stop: async () => {} }
  const { log } = supervision
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Running | null = first
  const watch = async (): Promise<void> => {
    while (!signal.aborted && running) {
      await running.hasExited
      if (signal.aborted) return
      log.error('PostgreSQL ended unexpectedly; starting it again')
      running = await bringUpAgain(supervision, signal)
    }
  }
  const watching = watch()
  const stop = async (): Promise<void> => {
    stopping.abort()
    running?.output.hush()
    if (running) await stopChild(running.child, log)
    await watching
    // it may have come up again just as we stopped
    if (running) await stopChild(running.child, log)
  }
  return { startedHere: true, stop }
}

async function bringUpAgain(supervision: Supervision, signal: AbortSignal): Promise<Running | null> {
  while (!signal.aborted) {
    try {
      return await bringUp(supervision)
    } catch (error) {
      supervision.log.error('PostgreSQL could not be started again', { error })
      await sleep(retryMilliseconds, undefined, { ref: false, signal }).catch(() => {})
    }
  }
  return null
}

/** @returns null when a living Kaihub process already runs a server here */
async function bringUp({ launch, socketFolder, log }: Supervision): Promise<Running | null> {
  for (let attempt = 1; ; attempt += 1) {
    if (await standBehind(launch.folder, log)) return null
    const { running, said } = (await isAnswering(socketFolder)) ? foreign(launch.folder) : await launchOnce(launch, log)
    if (running) return running
    if (attempt >= startAttempts || !isPassing(said)) throw new Error(`PostgreSQL did not start: ${said}`)
    await sleep(attempt * 20)
  }
}

/** Seen at the socket but not among our processes. For a moment that may be what a killed server left behind. */
const foreign = (folder: string): { running: null; said: string } => ({
  running: null,
  said: `another container or machine ${runsAlready} ${folder}`,
})

const runsAlready = 'already runs a database on'

/** Somebody else was faster, or the last remains of a killed server still hold its memory. */
const isPassing = (said: string): boolean =>
  ['lock file "postmaster.pid"', 'pre-existing shared memory block', runsAlready].some((part) => said.includes(part))

/** Waits until a server found on the folder is ready (true: another living process's) or gone (false). */
async function standBehind(folder: string, log: Log): Promise<boolean> {
  const dismissed = new Set<number>()
  const tell = everyTenSeconds((seconds) => log.info('Waiting for another PostgreSQL', { folder, seconds }))
  for (let found = findPostmaster(folder); found; found = findPostmaster(folder)) {
    if (!found.isOrphan && found.status === 'ready') return true
    // one whose hub was killed is let go: a fresh one has our settings, our log and our death signal
    if (found.isOrphan && !dismissed.has(found.pid)) signalProcess(found.pid, 'SIGINT')
    if (found.isOrphan) dismissed.add(found.pid)
    await sleep(pollMilliseconds)
    tell()
  }
  return false
}

async function launchOnce(launch: Launch, log: Log): Promise<{ running: Running | null; said: string }> {
  const child = await launchPostmaster(launch)
  const output = followOutput(child.stderr, log)
  const { promise, resolve } = Promise.withResolvers<void>()
  child.once('exit', () => resolve())
  child.once('error', (error) => {
    output.note(String(error))
    resolve()
  })
  // replaying its log after a crash may take minutes; giving up would not make it faster
  const tell = everyTenSeconds((seconds) => log.info('PostgreSQL is starting', { seconds, said: output.recent() }))
  while (!isOver(child)) {
    const found = findPostmaster(launch.folder)
    if (found?.pid === child.pid && found?.status === 'ready') {
      output.listen()
      return { running: { child, output, hasExited: promise }, said: '' }
    }
    await sleep(pollMilliseconds)
    tell()
  }
  await Promise.race([output.ended, sleep(1000)])
  return { running: null, said: output.recent() }
}

function everyTenSeconds(tell: (seconds: number) => void): () => void {
  const startedAt = Date.now()
  let next = 10
  return () => {
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    if (seconds < next) return
    next = seconds + 10
    tell(seconds)
  }
}

/** Fast shutdown: open transactions end, everything is written; harder only when that takes unreasonably long. */
async function stopChild(child: ChildProcess, log: Log): Promise<void> {
  const steps = [
    ['SIGINT', fastStopMilliseconds],
    ['SIGQUIT', immediateStopMilliseconds],
    ['SIGKILL', immediateStopMilliseconds],
  ] as const
  for (const [signal, milliseconds] of steps) {
    if (child.pid === undefined || isOver(child)) return
    if (signal !== 'SIGINT') log.warn('PostgreSQL does not stop; insisting', { signal })
    signalProcess(child.pid, signal)
    for (const end = Date.now() + milliseconds; Date.now() < end && !isOver(child);) await sleep(pollMilliseconds)
  }
}

const isOver = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (identifyProcess(pid)) throw error
  }
}
