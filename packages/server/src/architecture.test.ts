// The house keeps its plan: see ARCHITECTURE.md and `.dependency-cruiser.mjs`. A guard must be seen to bite, so every
// rule is also broken on purpose, in a copy of the house that holds nothing else.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { access, copyFile, glob, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

const root = join(import.meta.dirname, '../../..')
const planFile = join(root, '.dependency-cruiser.mjs')
const { floors } = (await import(planFile)) as { floors: string[] }

test('the house has no import against the plan', async () => {
  const { violations, totalCruised } = (await readImports(root)).summary
  assert.ok(totalCruised > 100, `only ${totalCruised} modules were read`)
  const found = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  assert.deepEqual(found, [])
})

test('every rule of the plan bites', async (t) => {
  const house = await emptyHouse(t)
  for (const [from, to] of Object.values(plants)) await plant(house, from, to)
  const { summary } = await readImports(house)
  const rules = summary.ruleSetUsed as IFlattenedRuleSet
  assert.deepEqual(
    rules.forbidden!.map(({ name }) => name).toSorted(),
    Object.keys(plants).toSorted(),
    'each rule has one planted violation',
  )
  const caught = new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))
  const expected = Object.entries(plants).map(([name, [from]]) => `${name}: ${from}`)
  assert.deepEqual(
    expected.filter((line) => !caught.has(line)),
    [],
    'not caught',
  )
})

const src = 'packages/server/src'

/** For each rule a file and what it wrongly imports: another file, a package, or nothing. */
const plants: Record<string, [from: string, to: string]> = {
  ...Object.fromEntries(
    floors
      .slice(0, -1)
      .map((feature, floor) => [
        `calls-go-down/${feature}`,
        [`${src}/features/${feature}/climbs.ts`, `${src}/features/${floors[floor + 1]}/index.ts`],
      ]),
  ),
  'enter-by-the-door': [`${src}/features/repos/enters.ts`, `${src}/features/accounts/queries.ts`],
  'edges-call-services': [`${src}/protocols/lfs/reaches.ts`, `${src}/features/content/objects/service.ts`],
  'protocols-are-strangers': [`${src}/protocols/lfs/peeps.ts`, `${src}/protocols/git/pack.ts`],
  'nothing-calls-up': [`${src}/features/repos/calls-up.ts`, `${src}/hub.ts`],
  'features-know-no-protocol': [`${src}/features/repos/speaks.ts`, `${src}/protocols/lfs/wire.ts`],
  'only-routes-know-http': [`${src}/features/repos/answers.ts`, `${src}/http/route.ts`],
  'wire-stays-at-the-edge': [`${src}/features/repos/service.ts`, `${src}/features/repos/wire.ts`],
  'http-stands-alone': [`${src}/http/leans.ts`, `${src}/app.ts`],
  'sql-stays-in-queries': [`${src}/features/repos/asks.ts`, 'kysely'],
  'only-the-hub-picks-adapters': [`${src}/features/repos/picks.ts`, `${src}/adapters/disk/blob-store.ts`],
  'adapters-serve-ports': [`${src}/adapters/disk/knows.ts`, `${src}/features/repos/index.ts`],
  'ports-stand-alone': [`${src}/ports/leans.ts`, `${src}/adapters/disk/blob-store.ts`],
  'config-stands-alone': [`${src}/config/leans.ts`, `${src}/ports/database.ts`],
  'kit-stands-alone': [`${src}/kit/leans.ts`, `${src}/config/limits.ts`],
  'formats-stand-alone': ['packages/formats/src/git/leans.ts', `${src}/kit/ids.ts`],
  'formats-do-no-io': ['packages/formats/src/git/reads.ts', 'node:fs/promises'],
  'clients-speak-http': ['packages/client/src/cheats.ts', `${src}/hub.ts`],
  'tests-stay-outside': [`${src}/features/repos/tries.ts`, `${src}/testing/test-hub.ts`],
  'no-cycles': [`${src}/kit/egg.ts`, `${src}/kit/hen.ts`],
  'no-dead-files': [`${src}/kit/forgotten.ts`, ''],
}

test('every feature has its floor', async () => {
  const features = await foldersIn('packages/server/src/features')
  assert.ok(features.length > 0)
  assert.deepEqual(
    features.filter((feature) => !floors.includes(feature)),
    [],
  )
})

test('nothing is named after nothing', async () => {
  const banned = /^(utils?|helpers?|commons?|misc|managers?)$|-(utils?|helpers?|manager)$/
  const names = ['utils', 'string-helpers', 'repo-manager']
  assert.deepEqual(
    names,
    names.filter((name) => banned.test(name)),
  )
  const paths: string[] = []
  for await (const path of glob('{packages,scripts,e2e,bench}/**', { cwd: root, exclude: isForeign })) paths.push(path)
  assert.ok(paths.length > 100, `only ${paths.length} paths were read`)
  assert.deepEqual(
    paths.filter((path) => banned.test(basename(path).replace(/\..*$/, ''))),
    [],
  )
})

const map = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8')

test('the map is short', () => {
  assert.ok(map.split('\n').length < 150)
})

test('the map names only what is there', async () => {
  const named = [...map.matchAll(/`([\w@.*-]+(?:\/[\w@.*-]*)+)`/g)].map(([, path]) => path!)
  assert.ok(named.length > 10)
  assert.equal(await existsSomewhere('http/nowhere.ts'), false)
  const gone: string[] = []
  for (const path of new Set(named)) if (!(await existsSomewhere(path))) gone.push(path)
  assert.deepEqual(gone, [])
})

test('the map names every feature and protocol', async () => {
  const rooms = [...(await foldersIn(`${src}/features`)), ...(await foldersIn(`${src}/protocols`))]
  assert.ok(rooms.length > 0)
  assert.deepEqual(
    rooms.filter((room) => !map.includes(`${room}/`)),
    [],
  )
})

test('the linter holds the numbers and manners', async (t) => {
  const house = await emptyHouse(t)
  await copyFile(join(root, '.oxlintrc.json'), join(house, '.oxlintrc.json'))
  for (const [name, code] of Object.values(faults)) await write(join(house, name), code)
  const caught = await lint(house)
  const missed = Object.entries(faults).filter(([rule, [name]]) => !caught.has(`${rule} ${name}`))
  assert.deepEqual(
    missed.map(([rule]) => rule),
    [],
  )
})

/** For each lint rule the house relies on, a file that breaks it. */
const faults: Record<string, [file: string, code: string]> = {
  'max-lines': [`${src}/kit/long-file.ts`, `export const x = 1\n${'// a line\n'.repeat(400)}`],
  'max-lines-per-function': [
    `${src}/kit/long-function.ts`,
    `export function long(x: number): number {\n${'  x += 1\n'.repeat(70)}  return x\n}\n`,
  ],
  'max-params': [
    `${src}/kit/many.ts`,
    'export const many = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e\n',
  ],
  'filename-case': [`${src}/kit/camelCase.ts`, 'export const x = 1\n'],
  'no-process-env': [`${src}/kit/reads-env.ts`, 'export const home = process.env.HOME\n'],
  'no-default-export': [`${src}/kit/default.ts`, 'export default 1\n'],
  'no-console': [`${src}/kit/prints.ts`, "console.log('hello')\n"],
  'no-explicit-any': [`${src}/kit/any.ts`, 'export const x: any = 1\n'],
  'no-floating-promises': [`${src}/kit/floats.ts`, 'Promise.resolve(1)\nexport {}\n'],
}

async function readImports(house: string): Promise<ICruiseResult> {
  const options = await extractDepcruiseOptions(planFile)
  const tsConfig = extractTSConfig(join(root, 'tsconfig.json'))
  const { output } = await cruise(['packages'], { ...options, validate: true, baseDir: house }, {}, { tsConfig })
  return output as ICruiseResult
}

async function lint(house: string): Promise<Set<string>> {
  const args = ['--type-aware', '--format', 'json', 'packages']
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/oxlint'), args, { cwd: house }).catch(
    // it exits with 1 as it found something
    (error: { stdout: string }) => error,
  )
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  return new Set(diagnostics.map(({ code, filename }) => `${/\((.*)\)/.exec(code)?.[1]} ${filename}`))
}

/** A folder with nothing in it but the way to our packages; gone after the test. */
async function emptyHouse(t: TestContext): Promise<string> {
  const house = await mkdtemp(join(tmpdir(), 'kaihub-house-'))
  t.after(() => rm(house, { recursive: true }))
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'))
  await copyFile(join(root, 'tsconfig.json'), join(house, 'tsconfig.json'))
  return house
}

async function plant(house: string, from: string, to: string): Promise<void> {
  const isFile = to.startsWith('packages/')
  const name = isFile ? relative(dirname(from), to).replace(/^(?!\.)/, './') : to
  await write(join(house, from), to ? `import '${name}'\n` : '')
  if (isFile) await write(join(house, to), to.endsWith('hen.ts') ? `import './${basename(from)}'\n` : '')
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

const isForeign = (path: string): boolean => ['node_modules', 'generated', '.venv'].includes(basename(path))

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The map may write a path from the root of the house or from a folder it has just named. */
async function existsSomewhere(path: string): Promise<boolean> {
  for (const start of ['', src, `${src}/features`, `${src}/features/content`])
    if (
      await access(join(root, start, path)).then(
        () => true,
        () => false,
      )
    )
      return true
  return false
}
