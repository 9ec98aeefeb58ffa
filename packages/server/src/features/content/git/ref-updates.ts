import { checkRefName, decodeTag } from '@kaihub/formats/git'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { Quarantine } from '../../../ports/bare-repos.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import { findRefs, type Ref } from '../revisions/queries.ts'
import { requireRefName } from '../revisions/ref-names.ts'

/** What a client asks for: null stands for a ref that is not there. */
export type RefUpdate = { name: string; from: ObjectId | null; to: ObjectId | null }

/** The same, understood: where the ref stands, the commit it is to lead to, and whether commits are lost. */
export type PlannedUpdate = {
  name: string
  old: Ref | null
  to: { oid: ObjectId; commit: CommitId } | null
  isForced: boolean
}

type Place = { repo: Repo; quarantine: Quarantine }

/**
 * @throws HubError AccessDenied for refs that are the hub's own, BadRequest for bad names and for what is no commit,
 * RefMoved when the ref stands elsewhere
 */
export async function planUpdate(db: Database, place: Place, update: RefUpdate): Promise<PlannedUpdate> {
  const { name, from, to } = update
  const [old = null] = checkRefName(name) === null ? await findRefs(db, place.repo.id, [name]) : []
  requirePushable(name, old !== null)
  if ((old?.oid ?? null) !== from)
    throw new HubError('RefMoved', 'fetch first: this ref has moved on the hub since you looked')
  if (to === null) {
    if (old === null) throw new HubError('RevisionNotFound', 'there is no such ref')
    return { name, old, to: null, isForced: false }
  }
  const { commit, isTag } = await peel(place.quarantine, to)
  if (isTag && !name.startsWith('refs/tags/'))
    throw new HubError('BadRequest', 'a branch leads to a commit, not to a tag object')
  const isForced = old !== null && !(await leadsOn(place.quarantine, old, commit))
  return { name, old, to: { oid: to, commit }, isForced }
}

const leadsOn = async (quarantine: Quarantine, old: Ref, commit: CommitId): Promise<boolean> =>
  old.commit === commit || (await quarantine.isAncestor(old.commit, commit))

/** People push branches and tags; what else there is belongs to the hub. */
function requirePushable(name: string, isThere: boolean): void {
  const [, kind, short = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(name) ?? []
  if (kind) {
    requireRefName(kind === 'heads' ? 'branch' : 'tag', short)
    return
  }
  if (!name.startsWith('refs/pr/'))
    throw new HubError('AccessDenied', 'only refs/heads/ and refs/tags/ can be pushed; other refs belong to the hub')
  if (!isThere) throw new HubError('AccessDenied', 'open a pull request on the hub first, then push to its ref')
}

const mostTags = 10

/** The commit that an object leads to, through tags of tags. */
async function peel(quarantine: Quarantine, oid: ObjectId): Promise<{ commit: CommitId; isTag: boolean }> {
  let at: string = oid
  for (let depth = 0; depth < mostTags; depth += 1) {
    const facts = await one(quarantine.facts([at]))
    if (facts?.kind === 'commit') return { commit: at as CommitId, isTag: depth > 0 }
    if (facts?.kind !== 'tag') throw new HubError('BadRequest', `this leads to a ${facts?.kind}, not to a commit`)
    at = decodeTag((await one(quarantine.bodies([at])))!.body).object
  }
  throw new HubError('BadRequest', `tags of tags may be ${mostTags} deep at most`)
}

async function one<Value>(source: AsyncIterable<Value>): Promise<Value | null> {
  let found: Value | null = null
  for await (const value of source) found ??= value
  return found
}
