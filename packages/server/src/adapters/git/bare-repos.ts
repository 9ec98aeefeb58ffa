/** Bare copies of repos in a cache folder, for the git that is on this machine. Deleting the folder loses nothing. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { HubError } from '../../kit/errors.ts'
import { createGate, type Gate } from '../../kit/gate.ts'
import type { Log } from '../../kit/log.ts'
import type { BareRepo, BareRepos, UploadPack } from '../../ports/bare-repos.ts'
import { createCache, type Cache, type HeldCopy } from './cache.ts'
import { copyFolder, packFilesAt, type CopyFolder } from './copy-folder.ts'
import { gitVersion, requireGit } from './program.ts'
import { openQuarantine } from './quarantine.ts'
import { askGit, GitFailed, runGit } from './run-git.ts'

export type BareReposOptions = { folder: string; limitBytes: number; log: Log }

/** Indexes of packs in memory, by size. */
const indexBytes = 64 * 1024 * 1024
/** At once: fetches mostly wait for the network, of pushes each holds much in memory. */
const fetchesAtOnce = 100
const pushesAtOnce = 20
const waiting = 500
const busy = 'The hub is busy with other fetches and pushes. Try again shortly.'

export function createBareRepos(options: BareReposOptions): BareRepos {
  const cache = createCache(options)
  const gates = {
    fetch: createGate({ most: fetchesAtOnce, waiting, busy }),
    push: createGate({ most: pushesAtOnce, waiting, busy }),
  }
  const indexes = new LRUCache<string, Buffer>({ maxSize: indexBytes, sizeCalculation: (bytes) => bytes.length + 1 })
  const known = new Map<string, Promise<Buffer>>()
  return {
    open: async (repoId) => {
      await requireGit()
      return toBareRepo(await cache.hold(String(repoId)), { cache, gates, indexes, log: options.log })
    },
    capabilities: (protocol) => {
      const version = /(?:^|:)version=2(?:$|:)/.test(protocol ?? '') ? 'version=2' : ''
      const asked = known.get(version) ?? askCapabilities(cache, version)
      known.set(version, asked)
      asked.catch(() => known.delete(version))
      return asked
    },
    forget: (repoId) => cache.forget(String(repoId)),
    version: gitVersion,
  }
}

type Shared = {
  cache: Cache
  gates: Record<'fetch' | 'push', Gate>
  indexes: LRUCache<string, Buffer>
  log: Log
}

function toBareRepo(held: HeldCopy, { cache, gates, indexes, log }: Shared): BareRepo {
  const { files } = held
  return {
    packs: files.packs,
    packBytes: files.packBytes,
    index: async (pack) => {
      const bytes = indexes.get(pack) ?? (await files.index(pack))
      indexes.set(pack, bytes)
      return bytes
    },
    addPack: files.addPack,
    makePack: files.makePack,
    dropPacks: async (packs) => {
      if (held.isHeldOnce()) await files.dropPacks(packs)
    },
    dropUnused: files.dropPacks,
    setRefs: files.setRefs,
    uploadPack: async (session) => {
      using _place = await gates.fetch.enter(session.signal)
      const said = await uploadPack(files.folder, session)
      // Mostly a client that asks for what is not there; but a copy that is damaged shows here first.
      if (said !== null && !session.signal.aborted) log.warn('Git ended a fetch.', { folder: files.folder, said })
    },
    quarantine: async () => {
      const place = await gates.push.enter()
      return openQuarantine(files, await cache.temporary(), () => place[Symbol.dispose]())
    },
    joinPacks: async (packs) => joinPacks(files, await cache.temporary(), packs),
    mapCommits: (largest) => mapCommits(files, largest),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  }
}

async function askCapabilities(cache: Cache, protocol: string): Promise<Buffer> {
  await requireGit()
  const folder = await cache.temporary()
  try {
    await copyFolder(folder).prepare()
    const parts: Uint8Array[] = []
    const write = async (part: Uint8Array): Promise<void> => void parts.push(part)
    await uploadPack(folder, { mode: 'advertise', protocol, input: nothing(), write, signal: never })
    return Buffer.concat(parts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const never = new AbortController().signal
async function* nothing(): AsyncGenerator<Uint8Array> {}

const modes = { advertise: ['--stateless-rpc', '--advertise-refs'], stateless: ['--stateless-rpc'], session: [] }

/** As long as the largest clones take. */
const fetchCpuSeconds = 3 * 3600

/**
 * https://git-scm.com/docs/git-upload-pack. What it does not understand it tells the client itself, and ends with 128:
 * then the answer is what it said.
 */
async function uploadPack(
  folder: string,
  { mode, protocol, input, write, signal }: UploadPack,
): Promise<string | null> {
  const args = ['upload-pack', '--strict', ...modes[mode], '.']
  const env: Record<string, string> = protocol ? { GIT_PROTOCOL: protocol } : {}
  try {
    const running = runGit({ folder, args, env, input, signal, answers: [128], cpuSeconds: fetchCpuSeconds })
    try {
      for (;;) {
        const step = await running.next()
        if (step.done) return step.value.code === 0 ? null : step.value.said
        await write(step.value)
      }
    } finally {
      await running.return({ code: 0, said: '' })
    }
  } catch (error) {
    throw error instanceof GitFailed ? new HubError('BadRequest', `git: ${error.said}`.slice(0, 500)) : error
  }
}

async function joinPacks(files: CopyFolder, folder: string, packs: readonly string[]) {
  const take = () => rm(folder, { recursive: true, force: true })
  try {
    // Git seeks no delta between objects that lie whole in one pack already, and in ours of loose ones all do.
    const how = ['--delta-base-offset', '--no-reuse-delta', '--quiet']
    const args = ['pack-objects', '--stdin-packs', ...how, join(folder, 'pack')]
    const input = packs.map((name) => `pack-${name}.pack\n`)
    const { output } = await askGit({
      folder: files.folder,
      args,
      input,
      isBackground: true,
      cpuSeconds: fetchCpuSeconds,
    })
    return { ...packFilesAt(join(folder, 'pack-'), output.toString('latin1').trim()), [Symbol.asyncDispose]: take }
  } catch (error) {
    await take()
    throw error
  }
}

/** https://git-scm.com/docs/git-multi-pack-index: one index of all packs, and bitmaps over it. */
async function mapCommits(files: CopyFolder, largest: string): Promise<void> {
  if (await files.isMapped()) return
  await files.dropMap('lock')
  const args = ['multi-pack-index', 'write', '--bitmap', `--preferred-pack=pack-${largest}.idx`, '--no-progress']
  await askGit({ folder: files.folder, args, isBackground: true, cpuSeconds: fetchCpuSeconds })
}
