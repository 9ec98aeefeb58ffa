import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { hashFromMemory } from './hash-limit-of.ts'
import { makeFile, startHub } from './hub.ts'
import { startNginx } from './nginx.ts'
import { run } from './process-tree.ts'
import { inGiB, median, type Table } from './report.ts'
import { compete, scoreColumns, scoreRows } from './rounds.ts'

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
  const putFile = path.join(folder, 'nginx/put/model.bin')
  const prepare = async (): Promise<void> => {
    // A new file each time, as the hub makes one.
    await rm(putFile, { force: true })
    await warmPages(path.join(folder, 'pages'), sizeBytes)
  }
  const putToNginx = async (): Promise<string> => await put(local.file, `${nginx.url}/put/model.bin`)
  const bytes = sizeBytes
  const scores = await compete(
    [
      { name: 'hub', pid: hub.pid, bytes, prepare, move: (round) => put(local.file, addresses[round]!) },
      { name: 'nginx (WebDAV PUT)', pid: nginx.pid, bytes, prepare, move: putToNginx },
      {
        name: 'nginx, then sync of the file',
        pid: nginx.pid,
        bytes,
        prepare,
        move: async () => {
          await putToNginx()
          await syncFile(putFile)
        },
      },
      { name: 'SHA-256 alone', pid: process.pid, bytes, move: async () => hashed.push(await hashFromMemory(bytes)) },
    ],
    rounds,
  )
  const limit = median(hashed)
  const rows = scoreRows(scores.slice(0, 3))
  rows.push(['SHA-256 of one core, from memory', limit.toFixed(2), '', '', ''])
  const share = (scores[0]!.gigabytesPerSecond / limit).toFixed(2)
  return [
    {
      title: `Upload of ${inGiB(sizeBytes)} to local disk`,
      columns: scoreColumns,
      rows,
      notes: [
        `The hub answers once the bytes are hashed, synced and linked; nginx neither hashes nor syncs. ` +
          `Hub / SHA-256 = ${share}. Client: curl -T. ${rounds} rounds, alternating.`,
      ],
    },
  ]
}

const put = (file: string, url: string): Promise<string> => run('curl', ['-sSf', '-o', '/dev/null', '-T', file, url])

async function syncFile(file: string): Promise<void> {
  await using handle = await open(file, 'r+')
  await handle.sync()
}

/**
 * Leaves as many free pages as the upload will fill. In a virtual machine a page that the host took back costs ten times
 * as much as one just freed, and whoever deletes a file first would win by that alone.
 */
async function warmPages(file: string, bytes: number): Promise<void> {
  const zeros = Buffer.alloc(2 ** 20)
  {
    await using handle = await open(file, 'w')
    for (let written = 0; written < bytes; written += zeros.length) await handle.write(zeros)
  }
  await rm(file)
}
