import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { makeFile, startHub } from './hub.ts'
import { startNginx } from './nginx.ts'
import { run } from './process-tree.ts'
import { inGiB, median, type Table } from './report.ts'
import { compete, scoreColumns, scoreRows } from './rounds.ts'

const hashLimit = path.join(import.meta.dirname, 'hash-limit.ts')

/** A large file to its signed LFS address against a WebDAV PUT, which neither hashes nor syncs, and the hash alone. */
export async function upload({ folder, sizeBytes, rounds, tell }: BenchContext): Promise<Table[]> {
  const local = await makeFile(path.join(folder, 'model.bin'), sizeBytes)
  await using nginx = await startNginx(path.join(folder, 'nginx'), folder)
  await using hub = await startHub(folder)
  const addresses: string[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await hub.createRepo(`upload-${round}`)
    addresses.push(await hub.uploadAddress(`upload-${round}`, local))
  }
  tell('upload')
  const hashed: number[] = []
  const scores = await compete(
    [
      { name: 'hub', pid: hub.pid, bytes: sizeBytes, move: (round) => put(local.file, addresses[round]!) },
      {
        name: 'nginx (WebDAV PUT)',
        pid: nginx.pid,
        bytes: sizeBytes,
        move: async (round) => {
          await put(local.file, `${nginx.url}/put/${round}.bin`)
          // Each upload makes a new file, as the hub's does; without this the disk would fill.
          await rm(path.join(folder, 'nginx/put', `${round}.bin`))
        },
      },
      {
        name: 'SHA-256 alone',
        pid: process.pid,
        bytes: sizeBytes,
        move: async () => hashed.push(Number(await run(process.execPath, [hashLimit, String(sizeBytes)]))),
      },
    ],
    rounds,
  )
  const [hubScore, nginxScore] = scores
  const rows = scoreRows(scores.slice(0, 2))
  rows.push(['SHA-256 of one core, from memory', median(hashed).toFixed(2), '', '', ''])
  return [
    {
      title: `Upload of ${inGiB(sizeBytes)} to local disk`,
      columns: scoreColumns,
      rows,
      notes: [
        `The hub answers once the bytes are hashed, synced and linked; nginx neither hashes nor syncs. ` +
          `Hub / nginx = ${(hubScore!.gigabytesPerSecond / nginxScore!.gigabytesPerSecond).toFixed(2)}, ` +
          `hub / SHA-256 = ${(hubScore!.gigabytesPerSecond / median(hashed)).toFixed(2)}. ` +
          `Client: curl -T. ${rounds} rounds, alternating.`,
      ],
    },
  ]
}

const put = (file: string, url: string): Promise<string> => run('curl', ['-sSf', '-o', '/dev/null', '-T', file, url])
