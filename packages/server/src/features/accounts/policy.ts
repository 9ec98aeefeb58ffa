import { anonymous, type Actor, type Role, type SignedInActor, type TokenScope } from '../../kit/actor.ts'
import { HubError } from '../../kit/errors.ts'
import type { NamespaceId } from '../../kit/ids.ts'
import type { NamespaceKind } from './tables.ts'

/** Whoever sits at the machine's own command line: may do everything, is nobody in the database. */
export const operator: SignedInActor = {
  kind: 'user',
  userId: 0 as NamespaceId,
  name: 'operator',
  email: null,
  isAdmin: true,
  roles: new Map(),
  grant: { kind: 'session' },
}

/** What a person is in a namespace. Instance admins are admin everywhere, but not with a lesser credential. */
export function roleIn(actor: Actor, namespaceId: NamespaceId): Role | null {
  if (actor.kind === 'anonymous') return null
  if (actor.userId === namespaceId || (actor.isAdmin && reachesEverything(actor))) return 'admin'
  return actor.roles.get(namespaceId) ?? null
}

export const permissions = [
  'repo.content.read',
  'repo.write',
  'repo.admin',
  'namespace.write',
  'discussion.write',
] as const
export type Permission = (typeof permissions)[number]

export type Reach = {
  permission: Permission
  namespace: { name: string; kind?: NamespaceKind }
  repo?: { type: TokenScope['entity']['type']; fullName: string }
}

/** Any permission of the list will do for the one wanted. */
const grantedBy: Record<Permission, readonly Permission[]> = {
  'repo.content.read': ['repo.content.read', 'repo.write', 'repo.admin'],
  'repo.write': ['repo.write', 'repo.admin'],
  'repo.admin': ['repo.admin'],
  // making a repo in a namespace comes with writing to all its repos
  'namespace.write': ['namespace.write', 'repo.write', 'repo.admin'],
  'discussion.write': ['discussion.write', 'repo.write', 'repo.admin'],
}

/**
 * How far the credential reaches, whoever holds it. Ask together with `roleIn`, and only for what the public may not
 * do: an answer of true gives no right by itself.
 */
export function tokenAllows(actor: Actor, wanted: Reach): boolean {
  if (actor.kind === 'anonymous') return wanted.permission === 'repo.content.read'
  const { grant } = actor
  if (grant.kind === 'session') return true
  if (grant.role !== 'fineGrained') return grant.role === 'write' || wanted.permission === 'repo.content.read'
  return grant.scopes.some(
    (scope) => covers(scope.entity, wanted) && scope.permissions.some((held) => includes(wanted, held)),
  )
}

const includes = (wanted: Reach, held: string): boolean =>
  (grantedBy[wanted.permission] as readonly string[]).includes(held)

/** A scope on a namespace covers all its repos; a scope on a repo covers that one and never its namespace. */
function covers(entity: TokenScope['entity'], { namespace, repo }: Reach): boolean {
  if (entity.type === 'user' || entity.type === 'org')
    return same(entity.name, namespace.name) && (namespace.kind ?? entity.type) === entity.type
  return repo !== undefined && entity.type === repo.type && same(entity.name, repo.fullName)
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** To a namespace that their token does not reach as a whole, the actor is a stranger: counts tell of private repos. */
export const asSeenBy = (namespace: Reach['namespace'], actor: Actor): Actor =>
  tokenAllows(actor, { permission: 'repo.content.read', namespace }) ? actor : anonymous

/** @throws HubError LoginRequired */
export function requireSignedIn(actor: Actor): SignedInActor {
  if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
  return actor
}

/** Credentials, passwords and keys are changed by a person, never by a token that may have leaked. */
export function requireSession(actor: Actor): SignedInActor {
  const person = requireSignedIn(actor)
  if (person.grant.kind !== 'session')
    throw new HubError('AccessDenied', 'An access token cannot do this: log in with your password.')
  return person
}

/** @throws HubError AccessDenied for tokens that only read or that are tied to some repos */
export function requireWriter(actor: Actor): SignedInActor {
  const person = requireSignedIn(actor)
  if (!reachesEverything(person))
    throw new HubError('AccessDenied', 'Your access token does not allow this: it needs the role "write".')
  return person
}

export function requireInstanceAdmin(actor: Actor): SignedInActor {
  const person = requireWriter(actor)
  if (!person.isAdmin) throw new HubError('AccessDenied', 'Only an administrator of this hub may do this.')
  return person
}

export function requireOrganizationAdmin(actor: Actor, organization: { id: NamespaceId; name: string }): SignedInActor {
  const person = requireWriter(actor)
  if (roleIn(person, organization.id) !== 'admin')
    throw new HubError('AccessDenied', `You don't have the rights to change the organization "${organization.name}".`)
  return person
}

function reachesEverything({ grant }: SignedInActor): boolean {
  return grant.kind === 'session' || grant.role === 'write'
}
