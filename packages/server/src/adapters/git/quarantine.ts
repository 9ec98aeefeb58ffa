import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HubError } from '../../kit/errors.ts'
import type { ChangedPath, PackFiles, Quarantine } from '../../ports/bare-repos.ts'
import { readBodies, readFacts } from './cat-file.ts'
import { packFilesAt, type CopyFolder } from './copy-folder.ts'
import { cutAt } from './lines.ts'
import { askGit, GitFailed, runGit } from './run-git.ts'

/** Faults that old histories have and that harm nobody (those that GitLab bears, too). */
const borne = ['badTimezone', 'missingSpaceBeforeDate', 'zeroPaddedFilemode', 'missingEmail', 'missingSpaceBeforeEmail']
/** Few bytes may stand for gigabytes, which git makes in memory: deltas, and folders in folders. Honest pushes need little. */
const memoryKib = 1024 * 1024
const strict = `--strict=${borne.map((fault) => `${fault}=ignore`).join(',')}`

/** https://git-scm.com/docs/git-receive-pack#_quarantine_environment */
export async function openQuarantine(copy: CopyFolder, objects: string, onClose: () => void): Promise<Quarantine> {
  const packFolder = join(objects, 'pack')
  await mkdir(packFolder, { recursive: true })
  const env = { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: copy.objects, GIT_DIR: copy.folder }
  const at = { folder: objects, env }
  let received: PackFiles | null = null

  async function receive(pack: AsyncIterable<Uint8Array>, limitBytes: number) {
    const args = ['index-pack', '--stdin', '--fix-thin', strict, `--max-input-size=${limitBytes}`]
    const { output } = await askGit({ ...at, args, input: pack, memoryKib }).catch((error: unknown) => {
      if (!(error instanceof GitFailed)) throw error
      if (/No space left on device|Disk quota exceeded/.test(error.said))
        throw new HubError('StorageFull', 'The hub has no space left. Tell its operator.')
      throw new HubError('BadRequest', refusal(error.said))
    })
    const name = /^pack\t([0-9a-f]{40})\n/.exec(output.toString('latin1'))?.[1]
    if (!name) throw new Error(`git index-pack says: ${output.toString('latin1', 0, 200)}`)
    received = packFilesAt(join(packFolder, 'pack-'), name)
    return { ...received, sizeBytes: (await stat(join(packFolder, `pack-${name}.pack`))).size }
  }

  async function pathsOf(oids: ReadonlySet<string>, tips: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const args = ['rev-list', '--objects', '--ignore-missing', '--stdin', '--not', '--all']
    const input = [`${tips.join('\n')}\n`]
    for await (const line of cutAt(runGit({ ...at, args, input }), 0x0a)) {
      const [oid, path] = [line.toString('latin1', 0, 40), line.toString('utf8', 41)]
      if (oids.has(oid) && !found.has(oid)) found.set(oid, path)
      if (found.size === oids.size) break
    }
    return found
  }

  return {
    receive,
    facts: (oids) => readFacts(at, oids),
    bodies: (oids) => readBodies(at, oids),
    isAncestor: async (older, newer) => {
      const { code } = await askGit({ ...at, args: ['merge-base', '--is-ancestor', older, newer], answers: [1] })
      return code === 0
    },
    touches: async (base, newer, paths) => {
      const args = ['--literal-pathspecs', 'rev-list', '-1', newer, `^${base}`, '--', ...paths]
      return (await askGit({ ...at, args })).output.length > 0
    },
    changes: (older, newer) => changes(at, older ?? emptyTree, newer),
    pathsOf,
    adopt: async () => {
      if (!received) return
      const start = join(packFolder, `pack-${received.name}`)
      await copy.takePack(received.name, { pack: `${start}.pack`, index: `${start}.idx` })
    },
    [Symbol.asyncDispose]: async () => {
      await rm(objects, { recursive: true, force: true })
      onClose()
    },
  }
}

/** Git knows this one without having it. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** https://git-scm.com/docs/git-diff-tree#_raw_output_format, with NUL after each part. */
async function* changes(
  at: { folder: string; env: Record<string, string> },
  older: string,
  newer: string,
): AsyncGenerator<ChangedPath> {
  const args = ['diff-tree', '-r', '-t', '-z', '--raw', '--no-renames', '--no-abbrev', '--end-of-options', older, newer]
  let head: string[] | null = null
  for await (const piece of cutAt(tellingTooMany(runGit({ ...at, args, memoryKib })), 0)) {
    if (head === null) {
      head = piece.toString('latin1').split(' ')
      continue
    }
    const [, mode = '', , oid = '', letter = ''] = head
    const status = letter === 'A' ? 'new' : letter === 'D' ? 'gone' : 'changed'
    yield { path: Buffer.from(piece), mode, oid, status }
    head = null
  }
}

/** Git holds all that differs before it tells the first of it. */
async function* tellingTooMany(run: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* run
  } catch (error) {
    if (!(error instanceof GitFailed && /out of memory/i.test(error.said))) throw error
    throw new HubError('BadRequest', 'this push changes too many paths: push some commits at a time')
  }
}

/** Git's last words, without what only its own users understand. */
function refusal(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/^(fatal|error): /, '').trim())
  const last = lines.findLast((line) => line !== '' && line !== 'fsck error in packed object') ?? 'it is damaged'
  return `git does not take this pack: ${last}`.slice(0, 500)
}
