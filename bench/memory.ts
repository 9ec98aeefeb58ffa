import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchContext } from './bench.ts'
import { makeFile, startHub, type Hub } from './hub.ts'
import { memoryBytesOf, processCountOf, run } from './process-tree.ts'
import { inMiB, type Table } from './report.ts'

const MiB = 2 ** 20
const parallelDownloads = 32
const sampleMilliseconds = 500

/** Memory of all processes of the hub: at rest, under many downloads, and whatever the size of a file. */
export async function memory({ folder, tell }: BenchContext): Promise<Table[]> {
  await using hub = await startHub(folder)
  await sleep(5000)
  const rows: string[][] = []
  const note = (what: string, bytes: number): void => {
    tell(`memory ${what}: ${inMiB(bytes)}`)
    rows.push([what, inMiB(bytes)])
  }
  note(`at rest, ${processCountOf(hub.pid)} processes`, memoryBytesOf(hub.pid))
  for (const sizeBytes of [64 * MiB, 4096 * MiB]) {
    const local = await makeFile(path.join(folder, 'file.bin'), sizeBytes)
    const [address, uploading] = await peakDuring(hub, () => hub.publish(`memory-${sizeBytes / MiB}`, local))
    note(`upload of ${inMiB(sizeBytes)}`, uploading)
    const [, downloading] = await peakDuring(hub, () => fetchSlowly(address, '1G'))
    note(`download of ${inMiB(sizeBytes)}`, downloading)
    await rm(local.file)
  }
  const local = await makeFile(path.join(folder, 'file.bin'), 512 * MiB)
  const address = await hub.publish('memory-512', local)
  const all = (): Promise<unknown> =>
    Promise.all(Array.from({ length: parallelDownloads }, () => fetchSlowly(address, '30M')))
  const [, parallel] = await peakDuring(hub, all)
  note(`${parallelDownloads} downloads of 512 MiB at once`, parallel)
  await sleep(10_000)
  note('at rest again, 10 s later', memoryBytesOf(hub.pid))
  return [
    {
      title: 'Memory of the hub with its database',
      columns: ['', 'highest PSS'],
      rows,
      notes: [`Sum over all processes from smaps_rollup, every ${sampleMilliseconds} ms; shared pages count once.`],
    },
  ]
}

async function peakDuring<Value>(hub: Hub, work: () => Promise<Value>): Promise<[Value, number]> {
  let peak = 0
  const sample = (): void => {
    peak = Math.max(peak, memoryBytesOf(hub.pid))
  }
  const timer = setInterval(sample, sampleMilliseconds)
  try {
    const value = await work()
    sample()
    return [value, peak]
  } finally {
    clearInterval(timer)
  }
}

const fetchSlowly = (url: string, bytesPerSecond: string): Promise<string> =>
  run('curl', ['-sSf', '--limit-rate', bytesPerSecond, '-o', '/dev/null', url])
