import { FormatError } from '@kaihub/formats/errors'
import { checkRefName, decodeCommit, decodeTag } from '@kaihub/formats/git'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId, ObjectId } from '../../../kit/ids.ts'
import type { Quarantine } from '../../../ports/bare-repos.ts'
import type { Database } from '../../../ports/database.ts'
import type { Repo } from '../../repos/index.ts'
import { findCommit, findRefs, type Ref } from '../revisions/queries.ts'
import { requireRefName } from '../revisions/ref-names.ts'
import { requireAllowed } from '../revisions/ref-policy.ts'
import type { Survey } from './survey.ts'

/** What a client asks for: null stands for a ref that is not there. */
export type RefUpdate = { name: string; from: ObjectId | null; to: ObjectId | null }

/** The same, understood: where the ref stands, the commit it is to lead to, and whether commits are lost. */
export type PlannedUpdate = {
  name: string
  old: Ref | null
  to: { oid: ObjectId; commit: CommitId } | null
  isForced: boolean
}

type Place = { db: Database; repo: Repo; quarantine: Quarantine; survey: Survey | null }

/**
 * @throws HubError AccessDenied for refs that are the hub's own, BadRequest for bad names and for what is no commit,
 * RefMoved when the ref stands elsewhere
 */
export async function planUpdate(place: Place, update: RefUpdate): Promise<PlannedUpdate> {
  const { name, from, to } = update
  const [old = null] = checkRefName(name) === null ? await findRefs(place.db, place.repo.id, [name]) : []
  requirePushable(name, old !== null)
  if ((old?.oid ?? null) !== from)
    throw new HubError('RefMoved', 'fetch first: this ref has moved on the hub since you looked')
  if (to === null) {
    if (old === null) throw new HubError('RevisionNotFound', 'there is no such ref')
    requireAllowed(place.repo, { name, to, isForced: false })
    return { name, old, to: null, isForced: false }
  }
  const { commit, isTag } = await peel(place, to)
  if (isTag && !name.startsWith('refs/tags/'))
    throw new HubError('BadRequest', 'a branch leads to a commit, not to a tag object')
  const isForced = old !== null && !(await leadsOn(place, old.commit, commit))
  // Asked again where refs move; here, before anything is stored for nothing.
  requireAllowed(place.repo, { name, to, isForced })
  return { name, old, to: { oid: to, commit }, isForced }
}

type Pushed = { kind: string; body: Buffer }

/** Most pushes follow straight from where the branch was, and need no git to see it. */
async function leadsOn({ quarantine, survey }: Place, older: CommitId, newer: CommitId): Promise<boolean> {
  for (let at: string | undefined = newer; at;) {
    if (at === older) return true
    const pushed: Pushed | undefined = survey?.bodies.get(at)
    at = pushed?.kind === 'commit' ? decodeCommit(pushed.body).parents[0] : undefined
  }
  return quarantine.isAncestor(older, newer)
}

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
async function peel(place: Place, oid: ObjectId): Promise<{ commit: CommitId; isTag: boolean }> {
  let at: string = oid
  for (let depth = 0; depth < mostTags; depth += 1) {
    const found = await find(place, at)
    if (found?.kind === 'commit') return { commit: at as CommitId, isTag: depth > 0 }
    if (!found?.body)
      throw new HubError('BadRequest', `this leads to a ${found?.kind ?? 'thing unknown'}, not to a commit`)
    at = objectOf(found.body)
  }
  throw new HubError('BadRequest', `tags of tags may be ${mostTags} deep at most`)
}

function objectOf(tag: Buffer): string {
  try {
    return decodeTag(tag).object
  } catch (error) {
    throw error instanceof FormatError ? new HubError('BadRequest', error.message) : error
  }
}

/** What an object is; of a tag the body, too. */
async function find(
  { db, repo, quarantine, survey }: Place,
  oid: string,
): Promise<{ kind: string; body: Buffer | null } | null> {
  const pushed = survey?.bodies.get(oid)
  if (pushed) return { kind: pushed.kind, body: pushed.kind === 'tag' ? pushed.body : null }
  if (await findCommit(db, repo.id, oid as CommitId)) return { kind: 'commit', body: null }
  for await (const { kind } of quarantine.facts([oid])) {
    if (kind !== 'tag') return { kind, body: null }
    for await (const tag of quarantine.bodies([oid])) return tag
  }
  return null
}
