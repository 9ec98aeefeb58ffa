// Builds the web site into packages/web/build, unless what lies there was built from the same sources: `npm start` runs it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const web = join(root, 'packages/web')
const stamp = join(web, 'build/.built-from')
const sources = [
  'packages/{web,client,formats}/{src,static,adapter}/**/*',
  'packages/web/*.{json,ts}',
  'package-lock.json',
]

async function main(): Promise<number> {
  const from = await hashOfSources()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === from) return 0
  console.log('Building the web site, once …')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const status = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'])
  if (status === 0) await writeFile(stamp, from)
  return status
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted())
    hash.update(`${path.slice(root.length)}\0`).update(await readFile(path))
  return hash.digest('hex')
}

function run(command: string, args: string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const child = spawn(command, args, { cwd: web, stdio: 'inherit' })
  child.on('error', reject).on('close', (status) => resolve(status ?? 1))
  return promise
}

process.exitCode = await main()
