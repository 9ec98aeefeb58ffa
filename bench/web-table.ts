import { DuckDBInstance } from '@duckdb/node-api'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Table } from './report.ts'
import type { WebBench } from './web.ts'

/** text that does not compress, as most data of worth */
const bytesPerRow = 512
const goalBytes = 5e9
const id = 'alice/large-table'

/** The first rows of a Parquet file of 5 GB that lies in the hub, and how much of it was read for them. */
export async function largeTable({ site, tell }: WebBench): Promise<Table> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kaihub-bench-'))
  try {
    const file = path.join(folder, 'large.parquet')
    tell('writing a Parquet file of 5 GB')
    await writeParquet(file)
    const { size } = await stat(file)
    await site.publish('alice', { id, type: 'dataset', files: { 'README.md': '# Large\n' } })
    tell('uploading it')
    await upload(site, file, size)
    // What the disk still has to write of 10 GB is not what reading costs.
    execFileSync('sync')
    const rows: string[][] = []
    const measure = async (name: string, query: string): Promise<void> => {
      const before = site.hub.services.tables.bytesRead()
      const start = performance.now()
      const answer = await fetch(`${site.url}/api/datasets/${id}/table/main/large.parquet?${query}`)
      const page = (await answer.json()) as { rows?: unknown[]; error?: string }
      if (!page.rows?.length) throw new Error(page.error ?? 'no rows')
      const milliseconds = performance.now() - start
      const read = site.hub.services.tables.bytesRead() - before
      rows.push([name, `${milliseconds.toFixed(0)} ms`, `${(read / 1e6).toFixed(1)} MB`])
      tell(rows.at(-1)!.join(', '))
    }
    await measure('first rows, nothing known yet', 'offset=0&length=100')
    await measure('the same again', 'offset=0&length=100')
    await measure('rows in the middle', `offset=${Math.floor(goalBytes / bytesPerRow / 2)}&length=100`)
    await measure('one id of all', `where=${encodeURIComponent('id = 7000000')}`)
    await measure('the five highest of a column', `length=5&orderby=${encodeURIComponent('score DESC')}`)
    return {
      title: `Rows of a Parquet file of ${(size / 1e9).toFixed(1)} GB`,
      columns: ['what', 'time', 'read of the file'],
      rows,
      notes: ['Budget for the first rows: below 1 s.'],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeParquet(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', threads: '2' })
  const connection = await instance.connect()
  const text = Array.from({ length: 15 }, (_, at) => `md5((i + ${at})::VARCHAR)`).join(' || ')
  await connection.run(
    `COPY (SELECT i AS id, random() AS score, i % 10 AS label, ${text} AS words FROM range(${Math.floor(goalBytes / bytesPerRow)}) t(i))
     TO '${file}' (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE 10240)`,
  )
  connection.closeSync()
  instance.closeSync()
}

async function upload({ url, token }: WebBench['site'], file: string, size: number): Promise<void> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  const oid = hash.digest('hex')
  const headers = { Authorization: `Bearer ${token('alice')}`, 'Content-Type': 'application/json' }
  const wish = JSON.stringify({ operation: 'upload', transfers: ['basic'], objects: [{ oid, size }] })
  const batch = await fetch(`${url}/datasets/${id}.git/info/lfs/objects/batch`, { method: 'POST', headers, body: wish })
  const { objects } = (await batch.json()) as { objects: { actions: { upload: { href: string } } }[] }
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array<ArrayBuffer>>
  const put: RequestInit & { duplex: 'half' } = {
    method: 'PUT',
    headers: { 'Content-Length': String(size) },
    body,
    duplex: 'half',
  }
  const sent = await fetch(objects[0]!.actions.upload.href, put)
  if (!sent.ok) throw new Error(await sent.text())
  const lines = [
    { key: 'header', value: { summary: 'a large table' } },
    { key: 'lfsFile', value: { path: 'large.parquet', algo: 'sha256', oid, size } },
  ]
  const commit = await fetch(`${url}/api/datasets/${id}/commit/main`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  if (!commit.ok) throw new Error(await commit.text())
}
