import type { ObjectKind } from '@kaihub/formats/git'
import { maxPointerBytes } from '@kaihub/formats/lfs'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { PackFiles, Quarantine } from '../../../ports/bare-repos.ts'
import { lfsTargetOf } from '../revisions/new-blob.ts'
import type { LfsTarget } from '../revisions/queries.ts'
import { indexOf } from './pack-index.ts'
import type { PackedObject } from './queries.ts'

/** What a pushed pack brings. There may be millions of objects: facts lie in arrays, bodies only where they are needed. */
export type Survey = {
  count: number
  /** commits and tags by name, whole */
  bodies: ReadonlyMap<string, { kind: ObjectKind; body: Buffer }>
  /** blobs that are LFS pointers */
  pointers: ReadonlyMap<string, LfsTarget>
  /** blobs above the size that git may carry */
  tooLarge: ReadonlyMap<string, number>
  has: (oid: string) => boolean
  /** the rows to be, so many at a time */
  rows: (atOnce: number) => Iterable<PackedObject[]>
}

const kinds: ObjectKind[] = ['commit', 'tree', 'blob', 'tag']

/** @throws HubError BodyTooLarge for more than one push may bring */
export async function surveyPack(quarantine: Quarantine, files: PackFiles): Promise<Survey> {
  const index = await indexOf(files)
  if (index.count > limits.pushObjects)
    throw new HubError('BodyTooLarge', `A push has at most ${limits.pushObjects} objects: push some commits at a time.`)
  const kindOf = new Uint8Array(index.count)
  const sizeOf = new Float64Array(index.count)
  const wanted: string[] = []
  const tooLarge = new Map<string, number>()
  let at = 0
  for await (const { oid, kind, sizeBytes } of quarantine.facts(index.oids())) {
    kindOf[at] = kinds.indexOf(kind)
    sizeOf[at] = sizeBytes
    at += 1
    if (kind === 'commit' || kind === 'tag' || (kind === 'blob' && sizeBytes < maxPointerBytes)) wanted.push(oid)
    if (kind === 'blob' && sizeBytes > limits.regularFileBytes) tooLarge.set(oid, sizeBytes)
    checkHead(oid, kind, sizeBytes)
  }
  const { bodies, pointers } = await readBodies(quarantine, wanted)
  return {
    count: index.count,
    bodies,
    pointers,
    tooLarge,
    has: index.has,
    *rows(atOnce) {
      for (let start = 0; start < index.count; start += atOnce) {
        const length = Math.min(atOnce, index.count - start)
        yield Array.from({ length }, (_, i) => {
          const oid = index.oidAt(start + i)
          return {
            oid,
            kind: kinds[kindOf[start + i]!]!,
            sizeBytes: sizeOf[start + i]!,
            offset: index.offsetAt(start + i),
            body: bodies.get(oid)?.body ?? null,
            lfs: pointers.get(oid) ?? null,
          }
        })
      }
    },
  }
}

function checkHead(oid: string, kind: ObjectKind, sizeBytes: number): void {
  const limitBytes = kind === 'tree' ? limits.pushedTreeBytes : limits.pushedCommitBytes
  if (kind !== 'blob' && sizeBytes > limitBytes)
    throw new HubError('BodyTooLarge', `The ${kind} ${oid} has ${sizeBytes} bytes; at most ${limitBytes} are allowed.`)
}

async function readBodies(quarantine: Quarantine, wanted: readonly string[]) {
  const bodies = new Map<string, { kind: ObjectKind; body: Buffer }>()
  const pointers = new Map<string, LfsTarget>()
  let heldBytes = 0
  for await (const { oid, kind, body } of quarantine.bodies(wanted)) {
    const lfs = kind === 'blob' ? lfsTargetOf(body) : null
    if (lfs) pointers.set(oid, lfs)
    if (kind === 'blob') continue
    bodies.set(oid, { kind, body })
    heldBytes += body.length
    if (heldBytes > limits.pushHeldBytes)
      throw new HubError('BodyTooLarge', 'These are too many commits for one push: push some of them at a time.')
  }
  return { bodies, pointers }
}
