import { randomBytes, randomInt } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchContext } from './bench.ts'
import { git } from './git-client.ts'
import { hubServer, type GitServer } from './git-server.ts'
import type { Hub } from './hub.ts'
import { cpuSecondsOf } from './process-tree.ts'
import { median, type Table } from './report.ts'

const repo = 'after-commits'
const quietSeconds = 3
const mostSeconds = 60

type AfterCommits = Pick<BenchContext, 'folder' | 'rounds' | 'tell'> & {
  hub: Hub
  /** tells what such a clone costs at least */
  peer: GitServer
  /** in one folder */
  files: number
  commits: number
}

/** Many commits of one file each to a folder of many files, through the Hub API; then `git clone`. */
export async function cloneAfterCommits(options: AfterCommits): Promise<Table> {
  const { hub, peer, folder, rounds, tell, files, commits } = options
  const server = hubServer(hub)
  const into = path.join(folder, 'clone')
  tell(`git, ${commits} commits over HTTP`)
  await hub.createRepo(repo)
  await hub.commit(
    repo,
    Array.from({ length: files }, (_, at) => fileAt(at)),
  )
  const before = performance.now()
  for (let at = 0; at < commits; at += 1) await hub.commit(repo, [fileAt(randomInt(files))])
  const perSecond = (commits * 1000) / (performance.now() - before)

  const atOnce = await clone(server, into)
  const waited = await untilQuiet(hub.pid)
  await peer.createRepo(repo)
  await git(['-C', into, 'repack', '-adfq'])
  await peer.push(into, repo)
  const [warm, cold, plain]: [Clone[], Clone[], Clone[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await clone(peer, into))
    warm.push(await clone(server, into))
    await server.forget()
    cold.push(await clone(server, into))
  }
  const packs = await countPacks(path.join(hub.cacheFolder, 'git'))
  return {
    title: `Clone after ${commits} commits over HTTP to a folder of ${files} files`,
    columns: ['', 's (median)', 'best – worst', 'pack KiB', 'aim'],
    rows: [
      toRow('at once', [atOnce], ''),
      toRow('when the hub had repacked', warm, '< 1'),
      toRow('the same, cold', cold, ''),
      toRow('http-backend, all in one pack', plain, ''),
    ],
    notes: [
      `One client made ${perSecond.toFixed(0)} commits/s. The hub was at rest ${waited.toFixed(0)} s after the first ` +
        `clone; a new bare copy then has ${packs} pack${packs === 1 ? '' : 's'}. ${rounds} rounds.`,
    ],
  }
}

type Clone = { seconds: number; packKiB: number }

async function clone(server: GitServer, into: string): Promise<Clone> {
  await rm(into, { recursive: true, force: true })
  const from = performance.now()
  await server.clone(repo, into, '--bare')
  return { seconds: (performance.now() - from) / 1000, packKiB: await packKiBOf(into) }
}

function toRow(what: string, clones: Clone[], aim: string): string[] {
  const seconds = clones.map((clone) => clone.seconds)
  const range = `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)}`
  return [what, median(seconds).toFixed(2), range, String(clones.at(-1)!.packKiB), aim]
}

function fileAt(at: number): object {
  const content = randomBytes(150).toString('hex')
  return { key: 'file', value: { path: `flat/file-${at}.txt`, content: btoa(content), encoding: 'base64' } }
}

async function packKiBOf(repository: string): Promise<number> {
  const counts = await git(['-C', repository, 'count-objects', '-v'])
  return Number(/^size-pack: (\d+)$/m.exec(counts)![1])
}

/** Repacking is work in the background: it is over when the hub and its database do nothing any more. */
async function untilQuiet(pid: number): Promise<number> {
  const from = performance.now()
  let quiet = 0
  let lastBusy = 0
  while (quiet < quietSeconds && lastBusy < mostSeconds) {
    const before = cpuSecondsOf(pid)
    await sleep(1000)
    quiet = cpuSecondsOf(pid) - before < 0.1 ? quiet + 1 : 0
    if (quiet === 0) lastBusy = (performance.now() - from) / 1000
  }
  return lastBusy
}

async function countPacks(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.pack')).length
}
