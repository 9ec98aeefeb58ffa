import { randomFillSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  chunkHash,
  createFileHasher,
  createXorbBuilder,
  encodeShard,
  hashToText,
  verificationHash,
} from '@kaihub/formats/xet'
import type { BenchContext } from './bench.ts'
import { startHub } from './hub.ts'
import { memoryBytesOf } from './process-tree.ts'
import { inMiB, type Table } from './report.ts'

const chunkBytes = 64 * 1024
const chunksPerXorb = 1024
/** of 64 MiB each: a file of 50 GB, made of one xorb again and again */
const terms = 800

/** What a file of 50 GB costs the hub: its shard is checked and the whole of it read back. */
export async function largeShard({ folder, tell }: BenchContext): Promise<Table[]> {
  await using hub = await startHub(folder)
  await hub.createRepo('large')
  const { xorb, bytes } = makeXorb()
  const hasher = createFileHasher()
  for (let term = 0; term < terms; term += 1) hasher.addRange(xorb.chunks, 0, chunksPerXorb)
  const term = {
    xorbHash: xorb.hash,
    contentBytes: chunksPerXorb * chunkBytes,
    start: 0,
    end: chunksPerXorb,
    verification: verificationHash(xorb.chunks.hashes),
  }
  const file = { hash: hasher.digest(), terms: Array.from({ length: terms }, () => term), sha256: null }
  const authorization = { Authorization: `Bearer ${hub.token}` }
  const granted = await fetch(`${hub.url}/api/models/bench/large/xet-write-token/main`, { headers: authorization })
  const { accessToken, casUrl } = (await granted.json()) as { accessToken: string; casUrl: string }
  const post = async (path: string, body: Buffer): Promise<string> => {
    const headers = { Authorization: `Bearer ${accessToken}` }
    const answer = await fetch(`${casUrl}/${path}`, { method: 'POST', headers, body: new Uint8Array(body) })
    return await answer.text()
  }
  await post(`v1/xorbs/default/${hashToText(xorb.hash)}`, bytes)
  const before = memoryBytesOf(hub.pid)
  tell('shard of a 50 GB file')
  const started = performance.now()
  const landing = post('v2/shards', encodeShard({ files: [file], xorbs: [xorb] }))
  let highest = 0
  const done = landing.then(() => true)
  while (!(await Promise.race([done, sleep(500).then(() => false)])))
    highest = Math.max(highest, memoryBytesOf(hub.pid))
  const seconds = (performance.now() - started) / 1000
  const sizeBytes = terms * chunksPerXorb * chunkBytes
  return [
    {
      title: 'The shard of a file of 50 GB',
      columns: ['outcome', 'seconds', 'GB/s checked, decoded and hashed', 'memory before', 'highest'],
      rows: [
        [
          (await landing).trim().split('\n').at(-1)!,
          seconds.toFixed(1),
          (sizeBytes / 1e9 / seconds).toFixed(2),
          inMiB(before),
          inMiB(highest),
        ],
      ],
      notes: [`${sizeBytes} bytes as ${terms} terms of one xorb. PSS of all processes of the hub, every 500 ms.`],
    },
  ]
}

function makeXorb() {
  const builder = createXorbBuilder()
  const records: Buffer[] = []
  const content = Buffer.alloc(chunkBytes)
  for (let chunk = 0; chunk < chunksPerXorb; chunk += 1) {
    randomFillSync(content)
    records.push(builder.add(content, chunkHash(content)))
  }
  return { xorb: builder.finish(), bytes: Buffer.concat(records) }
}
