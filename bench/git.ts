import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { compareHistories } from './commits.ts'
import { cloneAfterCommits } from './git-after-commits.ts'
import { makeHistory, type HistorySize } from './git-history.ts'
import { startGitHttpBackend } from './git-http-backend.ts'
import { hubServer, peerServer } from './git-server.ts'
import { pushAndClone } from './git-transfers.ts'
import { startHub } from './hub.ts'
import type { Table } from './report.ts'

const shortHistory = 10

/** Push and clone of many files and a long history against plain git; then what commits over HTTP leave for git. */
export async function git({ folder, history, rounds, tell }: BenchContext): Promise<Table[]> {
  await using peer = await startGitHttpBackend(path.join(folder, 'peer'))
  await using hub = await startHub(folder)
  const server = hubServer(hub)
  const source = (name: string): string => path.join(folder, `${name}.git`)
  tell(`git, making a history of ${history} commits`)
  const size = sizeOf(history)
  const few = { folders: 1, filesPerFolder: Math.ceil(history / 5), flatFiles: 0 }
  await makeHistory(source('long'), size)
  await makeHistory(source('few-short'), { ...few, commits: shortHistory })
  await makeHistory(source('few-long'), { ...few, commits: history })

  const servers = [peerServer(peer), server] as const
  const context = { folder, rounds, tell }
  const many = { source: source('long'), warmUp: source('few-long') }
  const [transfers, pushed] = await pushAndClone({ servers, ...many, ...context })
  const flat = { files: history, commits: Math.ceil(history / 5) }
  const after = await cloneAfterCommits({ hub, peer: servers[0], ...flat, ...context })

  tell('git, commits over HTTP to what was pushed')
  for (const name of ['few-short', 'few-long']) {
    await server.createRepo(name)
    await server.push(source(name), name)
  }
  const repos = [
    { before: `${shortHistory}, ${filesOf(few)} files`, repo: 'few-short' },
    { before: `${history}, ${filesOf(few)} files`, repo: 'few-long' },
    { before: `${history}, ${filesOf(size)} files`, repo: pushed },
  ]
  const commits = await compareHistories(hub, repos, rounds)
  const aim = 'All were pushed by git. Aim: with as many files, the long history is as fast as the short one.'
  return [transfers, after, { ...commits, notes: [...commits.notes, aim] }]
}

/** With 5,000 commits: 100,000 files in 100 folders, and 10,000 in one. */
const sizeOf = (commits: number): HistorySize => ({
  commits,
  folders: Math.ceil(commits / 50),
  filesPerFolder: Math.ceil(commits / 5),
  flatFiles: commits * 2,
})

const filesOf = ({ folders, filesPerFolder, flatFiles }: Omit<HistorySize, 'commits'>): number =>
  folders * filesPerFolder + flatFiles
