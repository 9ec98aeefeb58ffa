// Builds the web site into packages/web/build/<hash of its sources>, unless it is there already: `npm start` runs it. The link
// `current` names the newest; a hub that runs keeps the build it started with, of which the last few stay.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '..')
const web = join(root, 'packages/web')
const builds = join(web, 'build')
const sources = [
  'packages/{web,client,formats}/{src,static,adapter}/**/*',
  'packages/web/*.{json,ts}',
  'package-lock.json',
]
const keptBuilds = 4
const longestBuildMilliseconds = 300_000

async function main(): Promise<number> {
  await mkdir(builds, { recursive: true })
  await using _ = await onlyBuilder()
  const name = (await hashOfSources()).slice(0, 16)
  if (!existsSync(join(builds, name))) {
    console.log('Building the web site, once …')
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const status = await run(process.execPath, [vite, 'build', '--logLevel', 'error'])
    if (status !== 0) return status
    await rename(join(builds, 'next'), join(builds, name))
  }
  await symlink(name, join(builds, 'link'))
  await rename(join(builds, 'link'), join(builds, 'current'))
  await forgetOld(name)
  return 0
}

/** Two builds at once would write into each other's folders; one that died long ago holds nobody up. */
async function onlyBuilder(): Promise<AsyncDisposable> {
  const lock = join(builds, '.lock')
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    const since = await stat(lock).catch(() => null)
    if (since && Date.now() - since.mtimeMs > longestBuildMilliseconds) await rm(lock, { recursive: true, force: true })
    await sleep(300)
  }
  return { [Symbol.asyncDispose]: () => rm(lock, { recursive: true, force: true }) }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes('.test.'))
  for (const path of paths.toSorted()) hash.update(`${path.slice(root.length)}\0`).update(await readFile(path))
  return hash.digest('hex')
}

async function forgetOld(current: string): Promise<void> {
  const entries = await readdir(builds, { withFileTypes: true })
  const names = entries.filter(
    (entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name) && entry.name !== current,
  )
  const dated = await Promise.all(
    names.map(async ({ name }) => ({ name, at: (await stat(join(builds, name))).mtimeMs })),
  )
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(keptBuilds - 1))
    await rm(join(builds, name), { recursive: true, force: true })
}

function run(command: string, args: string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const child = spawn(command, args, { cwd: web, stdio: ['ignore', 'ignore', 'inherit'] })
  child.on('error', reject).on('close', (status) => resolve(status ?? 1))
  return promise
}

process.exitCode = await main()
