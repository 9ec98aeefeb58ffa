// `node bench/main.ts [names…] [--rounds 5] [--size 2048] [--history 5000] [--out results.json]`: whole processes on this
// machine, ratios inside one run. The tables go to standard output as Markdown. A bench is not a test: nothing here fails for being slow.
// On a machine with other work, `echo -19 > /proc/self/autogroup` in the shell keeps most of that out (needs root).
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { commits } from './commits.ts'
import { dedup } from './dedup.ts'
import { download } from './download.ts'
import { git } from './git.ts'
import { largeShard } from './large-shard.ts'
import { lists } from './seeded-lists.ts'
import { memory } from './memory.ts'
import { describeMachine, toMarkdown, type Report } from './report.ts'
import { upload } from './upload.ts'
import { xet } from './xet.ts'

/** In this order; a new bench is one more line. */
const benches: Record<string, Bench> = {
  download,
  upload,
  xet,
  dedup,
  'large-shard': largeShard,
  commits,
  git,
  memory,
  lists,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    /** of the large file, in MiB */
    size: { type: 'string', default: '2048' },
    repos: { type: 'string', default: '1000000' },
    /** commits that git pushes and clones; files grow with it */
    history: { type: 'string', default: '5000' },
    /** where files go: a folder on the disk to be measured */
    folder: { type: 'string', default: tmpdir() },
  },
})

const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 2
} else {
  await main()
}

async function main(): Promise<void> {
  const report: Report = { machine: describeMachine(path.resolve(values.folder)), tables: [] }
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const folder = await mkdtemp(path.join(values.folder, 'kaihub-bench-'))
    try {
      const numbers = {
        sizeBytes: Number(values.size) * 2 ** 20,
        rounds: Number(values.rounds),
        repos: Number(values.repos),
        history: Number(values.history),
      }
      report.tables.push(...(await bench({ folder, ...numbers, tell })))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  report.machine['load after'] = loadavg()[0]!.toFixed(1)
  console.log(toMarkdown(report))
  if (values.out) await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`)
}

function tell(line: string): void {
  console.error(`… ${line}`)
}
