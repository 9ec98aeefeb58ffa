import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { hydrated, passwordOf } from '../e2e/web.ts'
import type { Table } from './report.ts'
import type { WebBench } from './web.ts'

const MB = 1_000_000

/** The file lies on disk, as a person's would, and no two of its chunks are the same. */
async function writeLargeFile(file: string, megabytes: number): Promise<void> {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16))
  const zeros = Buffer.alloc(MB)
  await using handle = await open(file, 'w')
  for (let written = 0; written < megabytes; written += 1) await handle.write(stream.update(zeros))
}

const pageBytes = 4096

/** Of all processes of Chromium that descend from this one: memory that each has for itself, in bytes. */
async function browserMemory(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = new Map(await Promise.all(pids.map(async (pid) => [pid, await statOf(pid)] as const)))
  const isOurs = (pid: string): boolean => {
    const parent = stats.get(pid)?.parent ?? '0'
    return parent === String(process.pid) || (parent !== '0' && isOurs(parent))
  }
  let total = 0
  for (const [pid, stat] of stats) {
    if (stat?.name !== 'chromium' || !isOurs(pid)) continue
    const [, resident = 0, shared = 0] = (await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => ''))
      .split(' ')
      .map(Number)
    total += (resident - shared) * pageBytes
  }
  return total
}

async function statOf(pid: string): Promise<{ name: string; parent: string } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [, name, parent] = /^\d+ \((.*)\) \S+ (\d+)/s.exec(stat) ?? []
  return name === undefined || parent === undefined ? null : { name, parent }
}

/**
 * A large file through the site's own uploader in Chromium: how fast, and how much memory the browser takes. Its peer: the
 * same browser posts the same file in one piece, and nobody keeps it.
 */
export async function largeUpload({ site, megabytes, tell }: WebBench): Promise<Table> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kaihub-bench-'))
  try {
    const file = path.join(folder, 'large.bin')
    tell(`writing a file of ${megabytes} MB`)
    await writeLargeFile(file, megabytes)
    await site.publish('alice', { id: 'alice/large' })
    await using browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    const post = await measure(() => postInOnePiece(browser, file))
    const page = await signedIn(await browser.newPage({ baseURL: site.url }), site.url)
    const publish = await measure(() => publishFile(page, file))
    const rows = Object.entries({ 'posted in one piece': post, published: publish }).map(([name, measured]) => {
      const row = [
        name,
        `${measured.seconds.toFixed(1)} s`,
        `${(megabytes / measured.seconds).toFixed(1)} MB/s`,
        `${(measured.peak / MB).toFixed(0)} MB (${(measured.idle / MB).toFixed(0)} MB before)`,
      ]
      tell(row.join(', '))
      return row
    })
    return {
      title: `${megabytes} MB from Chromium`,
      columns: ['how', 'time', 'speed', 'memory of all processes of the browser'],
      rows,
      notes: [`Published / posted: ${(publish.seconds / post.seconds).toFixed(2)}.`],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Measured = { seconds: number; idle: number; peak: number }

async function measure(work: () => Promise<void>): Promise<Measured> {
  const idle = await browserMemory()
  let peak = idle
  const watching = setInterval(() => void browserMemory().then((now) => (peak = Math.max(peak, now))), 500)
  const start = performance.now()
  await work().finally(() => clearInterval(watching))
  return { seconds: (performance.now() - start) / 1000, idle, peak }
}

async function publishFile(page: Page, file: string): Promise<void> {
  await page.goto('/alice/large/upload/main')
  await hydrated(page)
  await page.setInputFiles('[data-pick="files"]', file)
  await page.getByRole('button', { name: 'Commit to main' }).click()
  await page.getByText('1 file is in the repository.').waitFor({ timeout: 3_600_000 })
}

async function postInOnePiece(browser: Browser, file: string): Promise<void> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    request.resume().on('end', () => response.end('<input type="file">'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const page = await browser.newPage()
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    await page.setInputFiles('input', file)
    await page.locator('input').evaluate(async (input) => {
      const { files } = input as unknown as { files: Blob[] }
      await fetch('/', { method: 'POST', body: files[0]! })
    })
  } finally {
    await page.close()
    server.close()
    server.closeAllConnections()
  }
}

/** A page that nobody looks over the shoulder of: a test that watches requests copies every body. */
async function signedIn(page: Page, url: string): Promise<Page> {
  const data = { name: 'alice', password: passwordOf('alice') }
  const answer = await page.context().request.post('/api/login', { headers: { Origin: url }, data })
  assert.equal(answer.status(), 200, await answer.text())
  return page
}
