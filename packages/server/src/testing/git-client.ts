import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fastFolder } from './fast-folder.ts'
import { filesUnder } from './footprint.ts'
import { createRepo } from './requests.ts'
import type { Person, TestHub } from './test-hub.ts'

/** Real git as on a fresh machine: a home of its own, nobody's configuration, no questions. */
export type GitClient = AsyncDisposable & {
  folder: string
  at: (name: string) => string
  /** what git prints; rejects with all it said when it fails */
  git: (where: string, ...args: string[]) => Promise<string>
  /** all that git says when it fails; rejects when it does not */
  refusal: (where: string, ...args: string[]) => Promise<string>
  /** the same as `git`, for a command that reads or needs other surroundings */
  feed: (where: string, args: string[], more: GitMore) => Promise<string>
  /** the address of a repo, with the credentials of a person */
  remote: (repo: string, as?: Person) => string
  /** a new clone, by that name */
  clone: (name: string, repo: string, as?: Person) => Promise<string>
}

export type GitMore = { input?: string | Uint8Array; env?: Record<string, string> }

const settings = `[user]
	name = Ada
	email = ada@example.org
[init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
[push]
	default = current
[core]
	quotePath = false
[advice]
	detachedHead = false
`

export const gitEnvironment = (home: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  LANG: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
})

export const writeGitSettings = (home: string): Promise<void> => writeFile(join(home, '.gitconfig'), settings)

export async function startGitClient(hub: Pick<TestHub, 'url'>): Promise<GitClient> {
  const folder = await mkdtemp(join(await fastFolder(), 'kaihub-test-git-'))
  await writeGitSettings(folder)
  const at = (name: string) => join(folder, name)
  const remote = (repo: string, as?: Person) => {
    const address = new URL(`/${repo}`, hub.url)
    if (as) Object.assign(address, { username: as.name, password: as.token })
    return address.href
  }
  const run = (where: string, args: string[], more: GitMore = {}) => runGit(where, args, { home: folder, ...more })
  const git = async (where: string, ...args: string[]) => expectWell(await run(where, args), args)
  return {
    folder,
    at,
    git,
    refusal: async (where, ...args) => expectFailure(await run(where, args), args),
    feed: async (where, args, more) => expectWell(await run(where, args, more), args),
    remote,
    clone: async (name, repo, as) => {
      await git(folder, 'clone', '--quiet', remote(repo, as), name)
      return at(name)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

type Ran = { code: number; stdout: string; stderr: string }

function runGit(cwd: string, args: string[], { home, input = '', env }: GitMore & { home: string }): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...gitEnvironment(home), ...env }, maxBuffer: 2 ** 28 }
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
    child.stdin!.on('error', () => {})
    child.stdin!.end(input)
  })
}

function expectWell({ code, stdout, stderr }: Ran, args: string[]): string {
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`)
  return stdout.trimEnd()
}

function expectFailure({ code, stdout, stderr }: Ran, args: string[]): string {
  if (code === 0) throw new Error(`git ${args.join(' ')} went well: ${stdout}${stderr}`)
  return stdout + stderr
}

/** What fetches and pushes could leave behind: folders on their way in, and programs that still run. */
export async function gitLeftovers({ storageFolder }: Pick<TestHub, 'storageFolder'>): Promise<string[]> {
  const incoming = await readdir(join(storageFolder, 'git', 'incoming')).catch(() => [])
  const half = (await filesUnder(join(storageFolder, 'git'))).filter((file) => file.includes('tmp_'))
  return [...incoming, ...half, ...(await filesUnder(join(storageFolder, 'tmp'))), ...(await programsIn(storageFolder))]
}

async function programsIn(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const places = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')))
  return places.filter((place) => place.startsWith(folder)).map((place) => `a program in ${place}`)
}

/** A clone that somebody works in. */
export type Work = {
  where: string
  git: (...args: string[]) => Promise<string>
  refusal: (...args: string[]) => Promise<string>
  /** writes files and commits them; answers the commit's id */
  commit: (files: Record<string, string | Uint8Array>, message?: string) => Promise<string>
}

/** A new repo and a clone of it. */
export async function beginWork(hub: TestHub, client: GitClient, as: Person, name: string): Promise<Work> {
  await createRepo(hub, as, name)
  return workIn(client, await client.clone(`${as.name}-${name}`, `${as.name}/${name}`, as))
}

export function workIn(client: GitClient, where: string): Work {
  const git = (...args: string[]) => client.git(where, ...args)
  return {
    where,
    git,
    refusal: (...args) => client.refusal(where, ...args),
    commit: async (files, message = 'Some files') => {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(where, name)), { recursive: true })
        await writeFile(join(where, name), content)
      }
      await git('add', '--all')
      await git('commit', '--quiet', '--message', message)
      return git('rev-parse', 'HEAD')
    },
  }
}
