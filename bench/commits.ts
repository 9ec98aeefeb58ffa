import { randomBytes } from 'node:crypto'
import type { BenchContext } from './bench.ts'
import { startHub, type Hub } from './hub.ts'
import { cpuSecondsOf } from './process-tree.ts'
import { quantile, type Table } from './report.ts'

const commitsPerRun = 200
const shortHistory = 10
const longHistory = 2000

/** Commits of one file of 1 KiB each: how many, and whether a long history makes them slower. */
export async function commits({ folder, rounds, tell }: BenchContext): Promise<Table[]> {
  await using hub = await startHub(folder)
  return [await byClients(hub, rounds, tell), await byHistory(hub, rounds, tell)]
}

async function byClients(hub: Hub, rounds: number, tell: BenchContext['tell']): Promise<Table> {
  const rows: string[][] = []
  for (const [clients, repos] of [
    [1, 1],
    [8, 8],
    [8, 1],
  ] as const) {
    tell(`commits, ${clients} clients in ${repos} repos`)
    const names = Array.from({ length: repos }, (_, at) => `clients-${clients}-${repos}-${at}`)
    for (const name of names) await hub.createRepo(name)
    await measure(hub, names, { clients, commits: 20 })
    const runs: Run[] = []
    for (let round = 0; round < rounds; round += 1)
      runs.push(await measure(hub, names, { clients, commits: commitsPerRun }))
    rows.push([`${clients} in ${repos} repo${repos > 1 ? 's' : ''}`, ...summary(runs)])
  }
  return { title: 'Commits of 1 KiB by clients', columns: ['clients', ...columns], rows, notes: [] }
}

async function byHistory(hub: Hub, rounds: number, tell: BenchContext['tell']): Promise<Table> {
  const repos = [shortHistory, longHistory].map((length) => ({
    before: String(length),
    repo: `history-${length}`,
    length,
  }))
  for (const { length, repo } of repos) {
    tell(`commits, making a history of ${length}`)
    await hub.createRepo(repo)
    // Eight writers make a long history quickly; each commits anew when another was faster.
    await measure(hub, [repo], { clients: length > 100 ? 8 : 1, commits: length })
  }
  return compareHistories(hub, repos, rounds)
}

/** One client's commits to repos whose histories are so long. */
export async function compareHistories(
  hub: Hub,
  repos: { before: string; repo: string }[],
  rounds: number,
): Promise<Table> {
  const runs: Run[][] = repos.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { repo }] of repos.entries()) {
      runs[at]!.push(await measure(hub, [repo], { clients: 1, commits: 50 }))
    }
  }
  return {
    title: 'Commits of 1 KiB by length of history, one client',
    columns: ['commits before', ...columns],
    rows: repos.map(({ before }, at) => [before, ...summary(runs[at]!)]),
    notes: ['The runs alternate between the repos and lengthen them by 50 commits each.'],
  }
}

const columns = ['commits/s (median)', 'p50 ms', 'p99 ms', 'server CPU ms per commit']

type Run = { perSecond: number; milliseconds: number[]; cpuMilliseconds: number }

function summary(runs: Run[]): string[] {
  const all = runs.flatMap(({ milliseconds }) => milliseconds)
  const middle = (pick: (run: Run) => number): number => quantile(runs.map(pick), 0.5)
  return [
    middle(({ perSecond }) => perSecond).toFixed(0),
    quantile(all, 0.5).toFixed(1),
    quantile(all, 0.99).toFixed(1),
    middle(({ cpuMilliseconds }) => cpuMilliseconds).toFixed(1),
  ]
}

async function measure(
  hub: Hub,
  repos: string[],
  { clients, commits }: { clients: number; commits: number },
): Promise<Run> {
  const milliseconds: number[] = []
  const cpuBefore = cpuSecondsOf(hub.pid)
  const before = performance.now()
  let started = 0
  const client = async (repo: string): Promise<void> => {
    while (started++ < commits) {
      const from = performance.now()
      await commitOneFile(hub, repo)
      milliseconds.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, at) => client(repos[at % repos.length]!)))
  const seconds = (performance.now() - before) / 1000
  const cpuMilliseconds = ((cpuSecondsOf(hub.pid) - cpuBefore) * 1000) / commits
  return { perSecond: commits / seconds, milliseconds, cpuMilliseconds }
}

/** One of a hundred paths, so that the tree stays small and only the history grows. */
function commitOneFile(hub: Hub, repo: string): Promise<unknown> {
  const path = `notes/${randomBytes(1)[0]! % 100}.txt`
  const content = randomBytes(1024).toString('base64')
  return hub.commit(repo, [{ key: 'file', value: { path, content, encoding: 'base64' } }])
}
