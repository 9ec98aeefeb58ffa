import { gzipSync } from 'node:zlib'
import type { CDPSession } from 'playwright-core'
import type { Table } from './report.ts'
import type { WebBench } from './web.ts'

const pages = { 'list of models': '/models', 'page of a model': '/alice/model', home: '/' }

/** Compressed bytes (without headers) of scripts and styles for a first view with an empty cache, all that loads until the network rests; styles are those in the document too. */
export async function weigh({ site, tell }: WebBench): Promise<Table> {
  const rows: (string | number)[][] = []
  for (const [name, path] of Object.entries(pages)) {
    const page = await site.visit()
    const devtools = await page.context().newCDPSession(page)
    const bytes = await countBytes(devtools)
    await page.goto(path, { waitUntil: 'networkidle' })
    const inDocument = gzipSync(
      await page.locator('style').evaluateAll((all) => all.map((one) => one.textContent).join('')),
    )
    rows.push([
      name,
      inKB(bytes.get('Script') ?? 0),
      inKB((bytes.get('Stylesheet') ?? 0) + inDocument.length),
      inKB((bytes.get('Document') ?? 0) - inDocument.length),
    ])
    tell(`weight of ${rows.at(-1)!.join(', ')}`)
    await page.context().close()
  }
  return {
    title: 'First view, compressed bytes',
    columns: ['page', 'scripts', 'styles', 'rest of the document'],
    rows,
    notes: ['Budget: scripts below 50 kB, styles below 20 kB.'],
  }
}

async function countBytes(devtools: CDPSession): Promise<Map<string, number>> {
  await devtools.send('Network.enable')
  const kinds = new Map<string, string>()
  const bytes = new Map<string, number>()
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  const headers = new Map<string, number>()
  devtools.on('Network.responseReceived', ({ requestId, response }) =>
    headers.set(requestId, response.encodedDataLength),
  )
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength - (headers.get(requestId) ?? 0))
  })
  return bytes
}

const inKB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
