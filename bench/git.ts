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
  const size = sizeOf(history)
  const [long, short] = [path.join(folder, 'long.git'), path.join(folder, 'short.git')]
  tell(`git, making a history of ${history} commits`)
  await makeHistory(long, size)
  await makeHistory(short, { ...size, commits: Math.min(shortHistory, history) })
  const servers = [peerServer(peer), hubServer(hub)] as const
  const [transfers, pushed] = await pushAndClone({ servers, source: long, warmUp: short, folder, rounds, tell })
  const after = await cloneAfterCommits({ hub, folder, rounds, tell, files: history, commits: Math.ceil(history / 5) })
  tell('git, commits over HTTP to what was pushed')
  const repos = [
    { length: shortHistory, repo: pushed.warmUp },
    { length: history, repo: pushed.source },
  ]
  const commits = await compareHistories(hub, repos, rounds)
  const aim = 'Both repos were pushed and hold the same files. Aim: the long history is as fast as the short one.'
  return [
    transfers,
    after,
    { ...commits, title: `${commits.title}, ${filesOf(size)} files`, notes: [...commits.notes, aim] },
  ]
}

/** With 5,000 commits: 100,000 files in 100 folders, and 10,000 in one. */
const sizeOf = (commits: number): HistorySize => ({
  commits,
  folders: Math.ceil(commits / 50),
  filesPerFolder: Math.ceil(commits / 5),
  flatFiles: commits * 2,
})

const filesOf = ({ folders, filesPerFolder, flatFiles }: HistorySize): number => folders * filesPerFolder + flatFiles
