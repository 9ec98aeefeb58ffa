import { quantile, type Table } from './report.ts'
import type { WebBench } from './web.ts'

const warmUp = 5
const requests = 60

/** How long the hub takes for a whole page, asked one after another: the site and every answer of the hub that it needs. */
export async function serverTimes({ site, hub, tell }: WebBench): Promise<Table> {
  const url = hub ?? site.url
  const pages: Record<string, (n: number) => string> = {
    'first page of models': () => '/models',
    'by downloads': () => '/models?sort=downloads',
    'searched and filtered': (n) => `/models?search=${['qwen', 'llama', 'bert'][n % 3]}&pipeline_tag=text-generation`,
    'first page of datasets': () => '/datasets',
    home: () => '/',
  }
  const rows: string[][] = []
  for (const [name, path] of Object.entries(pages)) {
    for (let n = 0; n < warmUp; n += 1) await (await fetch(url + path(n))).arrayBuffer()
    const times: number[] = []
    for (let n = 0; n < requests; n += 1) {
      const start = performance.now()
      const answer = await fetch(url + path(n))
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${path(n)}: ${answer.status}`)
      times.push(performance.now() - start)
    }
    rows.push([name, ...[0.5, 0.99].map((share) => `${quantile(times, share).toFixed(0)} ms`)])
    tell(`server time of ${rows.at(-1)!.join(', ')}`)
  }
  return {
    title: `Pages of the site over HTTP${hub ? '' : ', on a small hub: name a seeded one with --hub'}`,
    columns: ['page', 'p50', 'p99'],
    rows,
    notes: ['Budget on a hub of 1,000,000 repositories: below 300 ms.'],
  }
}
