import type { ObjectFacts } from '../../ports/bare-repos.ts'
import { cutAt } from './lines.ts'
import { runGit, type GitRun } from './run-git.ts'

type Place = Pick<GitRun, 'folder' | 'env'>

/** https://git-scm.com/docs/git-cat-file#_batch_output: kind and size of each object that is there. */
export async function* readFacts(place: Place, oids: Iterable<string>): AsyncGenerator<ObjectFacts> {
  const run = runGit({ ...place, args: ['cat-file', '--batch-check', '--buffer'], input: inLines(oids) })
  for await (const line of cutAt(run, 0x0a)) {
    const facts = toFacts(line.toString('latin1'))
    if (facts) yield facts
  }
}

/** The same with each object's body, whole: for those that are known to be small. */
export async function* readBodies(
  place: Place,
  oids: Iterable<string>,
): AsyncGenerator<ObjectFacts & { body: Buffer }> {
  const run = runGit({ ...place, args: ['cat-file', '--batch', '--buffer'], input: inLines(oids) })
  let held: Buffer = Buffer.alloc(0)
  let more: Uint8Array[] = []
  let moreBytes = 0
  let facts: ObjectFacts | null = null
  for await (const part of run) {
    more.push(part)
    moreBytes += part.length
    // Of a large one all parts are joined at once.
    if (facts !== null && held.length + moreBytes <= facts.sizeBytes) continue
    held = Buffer.concat([held, ...more])
    more = []
    moreBytes = 0
    for (;;) {
      if (facts === null) {
        const end = held.indexOf(0x0a)
        if (end < 0) break
        facts = toFacts(held.toString('latin1', 0, end))
        held = held.subarray(end + 1)
        if (facts === null) continue
      }
      // a newline follows the body
      if (held.length <= facts.sizeBytes) break
      yield { ...facts, body: Buffer.from(held.subarray(0, facts.sizeBytes)) }
      held = held.subarray(facts.sizeBytes + 1)
      facts = null
    }
  }
}

function* inLines(oids: Iterable<string>): Generator<string> {
  let lines: string[] = []
  for (const oid of oids) {
    lines.push(oid)
    if (lines.length < 1000) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

/** Null for what is not there. */
function toFacts(line: string): ObjectFacts | null {
  if (line.endsWith(' missing')) return null
  const [oid = '', kind = '', size = ''] = line.split(' ')
  if (!/^\d+$/.test(size)) throw new Error(`git cat-file says: ${line}`)
  return { oid, kind: kind as ObjectFacts['kind'], sizeBytes: Number(size) }
}
