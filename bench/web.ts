// `npm run bench:web [-- weight paint server table upload] [--hub http://127.0.0.1:8080] [--rounds 5] [--megabytes 10000]`: what a first visit to the site costs,
// in Chromium and over HTTP. `--hub` names a hub that `npm run bench:seed` filled; otherwise lists are measured on a small one.
import { parseArgs } from 'node:util'
import { openSite, type Site } from '../e2e/web.ts'
import { paint } from './web-paint.ts'
import { describeMachine, toMarkdown, type Table } from './report.ts'
import { serverTimes } from './web-server.ts'
import { largeTable } from './web-table.ts'
import { largeUpload } from './web-upload.ts'
import { weigh } from './web-weight.ts'

export type WebBench = {
  site: Site
  rounds: number
  hub: string | undefined
  megabytes: number
  tell: (line: string) => void
}

const parts: Record<string, (bench: WebBench) => Promise<Table>> = {
  weight: weigh,
  paint,
  server: serverTimes,
  table: largeTable,
  upload: largeUpload,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hub: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '10000' },
  },
})

const tell = (line: string): void => console.error(`… ${line}`)

async function main(): Promise<void> {
  await using site = await openSite()
  await fill(site)
  const tables: Table[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const { hub } = values
    tables.push(await part({ site, rounds: Number(values.rounds), hub, megabytes: Number(values.megabytes), tell }))
  }
  console.log(toMarkdown({ machine: describeMachine('.'), tables }))
}

/** A list that fills its page, and a card as long as those of well-kept models (13 kB). */
async function fill(site: Site): Promise<void> {
  const card = `---\nlicense: apache-2.0\npipeline_tag: text-generation\nlanguage: [en, zh]\nlibrary_name: transformers\n---\n\n# A model\n\n`
  const readme = card + Array.from({ length: 24 }, (_, n) => section(n)).join('')
  await site.publish('alice', {
    id: 'alice/model',
    files: { 'README.md': readme, 'config.json': '{"model_type":"llama"}' },
  })
  for (let n = 0; n < 40; n += 1) await site.publish('alice', { id: `alice/model-${n}`, files: { 'README.md': card } })
}

const section = (n: number): string =>
  `## Part ${n}\n\nA paragraph about **part ${n}** with a [link](./data.csv) and \`code\`. ${'It goes on for a while. '.repeat(12)}\n\n` +
  '| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n\n```python\nfrom transformers import AutoModel\nmodel = AutoModel.from_pretrained("x")\n```\n\n'

await main()
