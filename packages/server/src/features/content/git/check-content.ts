import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Quarantine } from '../../../ports/bare-repos.ts'
import type { Repo } from '../../repos/index.ts'
import type { Objects } from '../objects/service.ts'
import type { Survey } from './survey.ts'

type Pushed = { repo: Repo; survey: Survey; quarantine: Quarantine; tips: readonly string[] }

/** Names told at most; a person mends one thing at a time. */
const namesTold = 10
const MiB = 1024 * 1024

/**
 * What holds for every object of a push, in old commits as in new ones: large files go through LFS, and each LFS pointer
 * has its object in this repo, as knowing a digest is not owning it.
 * @throws HubError BadRequest in words for the person at the terminal
 */
export async function checkContent(objects: Objects, pushed: Pushed): Promise<void> {
  const { repo, survey } = pushed
  if (survey.tooLarge.size > 0) throw new HubError('BadRequest', await tellTooLarge(pushed))
  const targets = [...new Map([...survey.pointers].map(([oid, lfs]) => [lfs.digest, { oid, lfs }])).values()]
  const missing = new Map<string, string>()
  for (let start = 0; start < targets.length; start += 1000) {
    const some = targets.slice(start, start + 1000)
    const held = await objects.held(
      repo.id,
      some.map(({ lfs }) => lfs.digest),
    )
    for (const { oid, lfs } of some) {
      const heldBytes = held.get(lfs.digest)
      if (heldBytes === undefined) missing.set(oid, `LFS object ${lfs.digest}`)
      else if (heldBytes !== lfs.sizeBytes)
        missing.set(oid, `a pointer that says ${lfs.sizeBytes} bytes for an LFS object of ${heldBytes}`)
    }
  }
  if (missing.size > 0) throw new HubError('BadRequest', await tellMissing(pushed, missing))
}

async function tellTooLarge(pushed: Pushed): Promise<string> {
  const { tooLarge } = pushed.survey
  const named = await name(pushed, tooLarge.keys())
  const lines = named.map(([oid, path]) => `  ${path} (${(tooLarge.get(oid)! / MiB).toFixed(1)} MiB)`)
  return [
    `Files larger than ${limits.regularFileBytes / MiB} MiB must go through Git LFS or Xet:`,
    ...lines,
    ...more(tooLarge.size),
    'Track them and rewrite the commits that have them, then push again:',
    `  git lfs migrate import --include="${named[0]?.[1] ?? '*.bin'}" --everything`,
  ].join('\n')
}

async function tellMissing(pushed: Pushed, missing: ReadonlyMap<string, string>): Promise<string> {
  const named = await name(pushed, missing.keys())
  return [
    'These files are LFS pointers, but their content is not in this repository:',
    ...named.map(([oid, path]) => `  ${path}: ${missing.get(oid)}`),
    ...more(missing.size),
    'Send it first, then push again:',
    '  git lfs push --all <remote>',
  ].join('\n')
}

async function name({ quarantine, tips }: Pushed, oids: Iterable<string>): Promise<[string, string][]> {
  const some = new Set([...oids].slice(0, namesTold))
  const paths = await quarantine.pathsOf(some, tips)
  return [...some].map((oid) => [oid, paths.get(oid) ?? oid])
}

const more = (count: number): string[] => (count > namesTold ? [`  and ${count - namesTold} more`] : [])
