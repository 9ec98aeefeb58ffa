import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { hubEnvironment, startHub } from './hub.ts'
import { benchLists } from './lists.ts'
import { run } from './process-tree.ts'
import type { Table } from './report.ts'

const seedScript = path.join(import.meta.dirname, '../scripts/bench-seed.ts')

/** How long lists, searches and info take over a hub full of made-up repos. */
export async function lists({ folder, repos, tell }: BenchContext): Promise<Table[]> {
  const env = hubEnvironment(folder)
  await mkdir(env.KAIHUB_DATA, { recursive: true })
  tell(`lists: making ${repos} repos`)
  await run(process.execPath, [seedScript, '--repos', String(repos)], { env })
  await using hub = await startHub(folder)
  const scores = await benchLists(hub.url, { tell })
  return [
    {
      title: `Lists, searches and info over ${repos} repos`,
      columns: ['request', 'p50 ms', 'p99 ms', 'requests'],
      rows: scores.map(({ name, p50ms, p99ms, n }) => [name, p50ms.toFixed(1), p99ms.toFixed(1), n]),
      notes: ['One after another over HTTP, no two alike.'],
    },
  ]
}
