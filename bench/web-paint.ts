import type { Page } from 'playwright-core'
import { median, type Table } from './report.ts'
import type { WebBench } from './web.ts'

const pages = { 'list of models': '/models', 'page of a model': '/alice/model', home: '/' }
const processorSlower = 4
/** As Chromium's own tools name and set them: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md */
const fast3G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6e6 / 8) * 0.9,
  uploadThroughput: (750e3 / 8) * 0.9,
}

/** Largest contentful paint of a first visit: with a processor four times slower, and with a phone's network as well. */
export async function paint({ site, rounds, tell }: WebBench): Promise<Table> {
  const rows: string[][] = []
  for (const [name, path] of Object.entries(pages)) {
    const row = [name]
    for (const network of [null, fast3G]) {
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) times.push(await largestPaint(await site.visit(), path, network))
      row.push(`${Math.round(median(times))} ms`)
    }
    rows.push(row)
    tell(`largest paint of ${row.join(', ')}`)
  }
  return {
    title: `Largest contentful paint, processor ${processorSlower} times slower`,
    columns: ['page', 'network of this machine', 'Fast 3G'],
    rows,
    notes: [`Median of ${rounds} first visits. Budget: below 1000 ms without the slow network.`],
  }
}

async function largestPaint(page: Page, path: string, network: typeof fast3G | null): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: processorSlower })
  if (network) {
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', network)
  }
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { largest: number }
    seen.largest = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largest = Math.max(seen.largest, entry.startTime)
    }).observe({ type: 'largest-contentful-paint' as 'mark', buffered: true })
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  const largest = await page.evaluate(() => (globalThis as unknown as { largest: number }).largest)
  await page.context().close()
  return largest
}
