import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { makeFile, startHub } from './hub.ts'
import { startNginx } from './nginx.ts'
import { run } from './process-tree.ts'
import { inGiB, type Table } from './report.ts'
import { compete, scoreColumns, scoreRows } from './rounds.ts'

/** A large LFS file through `resolve`, as every client fetches it, against nginx with the same bytes. */
export async function download({ folder, sizeBytes, rounds, tell }: BenchContext): Promise<Table[]> {
  const local = await makeFile(path.join(folder, 'model.bin'), sizeBytes)
  await using nginx = await startNginx(path.join(folder, 'nginx'), folder)
  await using hub = await startHub(folder)
  const address = await hub.publish('large', local)
  const tables: Table[] = []
  for (const streams of [1, 4]) {
    tell(`download, ${streams} at once`)
    const fetchFrom = (url: string) => () => Promise.all(Array.from({ length: streams }, () => fetchAway(url)))
    const bytes = sizeBytes * streams
    const scores = await compete(
      [
        { name: 'hub', pid: hub.pid, bytes, move: fetchFrom(address) },
        { name: 'nginx (sendfile)', pid: nginx.pid, bytes, move: fetchFrom(`${nginx.url}/model.bin`) },
        { name: 'nginx (copying)', pid: nginx.pid, bytes, move: fetchFrom(`${nginx.url}/copied/model.bin`) },
      ],
      rounds,
    )
    tables.push({
      title: `Download of ${inGiB(sizeBytes)}, ${streams === 1 ? 'one stream' : `${streams} streams`}`,
      columns: scoreColumns,
      rows: scoreRows(scores),
      notes: [`Client: curl to /dev/null on the same machine. ${rounds} rounds, alternating, from the page cache.`],
    })
  }
  return tables
}

const fetchAway = (url: string): Promise<string> => run('curl', ['-sSf', '-o', '/dev/null', url])
