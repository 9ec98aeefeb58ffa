/** A large file through the site's own uploader in Chromium: how fast, and how much memory the browser takes. */
import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { hydrated, openSite, passwordOf } from '../e2e/web.ts'

const MB = 1_000_000

export type WebUpload = {
  megabytes: number
  seconds: number
  megabytesPerSecond: number
  peakBrowserMegabytes: number
  idleBrowserMegabytes: number
}

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

export async function measureWebUpload(megabytes: number, folder: string): Promise<WebUpload> {
  const file = path.join(folder, `upload-${process.pid}.bin`)
  await writeLargeFile(file, megabytes)
  await using site = await openSite()
  try {
    await site.publish('alice', { id: 'alice/large' })
    await using browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    const page = await signedIn(await browser.newPage({ baseURL: site.url }), site.url)
    await page.goto('/alice/large/upload/main')
    await hydrated(page)
    await page.setInputFiles('[data-pick="files"]', file)
    const idle = await browserMemory()
    let peak = idle
    const watching = setInterval(() => void browserMemory().then((now) => (peak = Math.max(peak, now))), 500)
    const start = performance.now()
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.getByText('1 file is in the repository.').waitFor({ timeout: 3_600_000 })
    const seconds = (performance.now() - start) / 1000
    clearInterval(watching)
    return {
      megabytes,
      seconds,
      megabytesPerSecond: megabytes / seconds,
      peakBrowserMegabytes: peak / MB,
      idleBrowserMegabytes: idle / MB,
    }
  } finally {
    await rm(file, { force: true })
  }
}

/** A page that nobody looks over the shoulder of: a test that watches requests copies every body. */
async function signedIn(page: Page, url: string): Promise<Page> {
  const data = { name: 'alice', password: passwordOf('alice') }
  const answer = await page.context().request.post('/api/login', { headers: { Origin: url }, data })
  assert.equal(answer.status(), 200, await answer.text())
  return page
}

if (import.meta.main) {
  const megabytes = Number(process.argv[2] ?? 1000)
  assert.ok(megabytes > 0, 'how many megabytes?')
  const { seconds, megabytesPerSecond, idleBrowserMegabytes, peakBrowserMegabytes } = await measureWebUpload(
    megabytes,
    process.argv[3] ?? '/tmp',
  )
  console.log(
    `${megabytes} MB in ${seconds.toFixed(1)} s: ${megabytesPerSecond.toFixed(1)} MB/s; ` +
      `browser ${idleBrowserMegabytes.toFixed(0)} MB idle, ${peakBrowserMegabytes.toFixed(0)} MB at most`,
  )
}
