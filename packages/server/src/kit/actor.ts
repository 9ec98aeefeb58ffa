import type { NamespaceId } from './ids.ts'

/** What a person may do in an organisation; in one's own namespace one is always `admin`. */
export type Role = 'read' | 'contributor' | 'write' | 'admin'

/** One entity of a fine-grained access token and what the token may do there. */
export type TokenScope = {
  entity: { type: 'user' | 'org' | 'model' | 'dataset' | 'space' | 'code'; name: string }
  permissions: string[]
}

/** How far the credential reaches: a session reaches as far as its person, an access token perhaps less. */
export type Grant =
  | { kind: 'session' }
  | { kind: 'token'; role: 'read' | 'write'; id?: number }
  | { kind: 'token'; role: 'fineGrained'; scopes: TokenScope[]; id?: number }

export type SignedInActor = {
  kind: 'user'
  userId: NamespaceId
  name: string
  email: string | null
  isAdmin: boolean
  /** the organisations the person belongs to; their own namespace is not listed */
  roles: ReadonlyMap<NamespaceId, Role>
  grant: Grant
}

/** Who acts: a person through some credential, or nobody known. */
export type Actor = { kind: 'anonymous' } | SignedInActor

export const anonymous: Actor = { kind: 'anonymous' }

/** Whom something that we sign is given to: a person and the access token they came by, if they did; null is anybody. */
export type Holder = { by: NamespaceId | null; tokenId: number | null }

export const holderOf = (actor: Actor): Holder => {
  if (actor.kind === 'anonymous') return { by: null, tokenId: null }
  const { userId: by, grant } = actor
  return { by, tokenId: grant.kind === 'token' ? (grant.id ?? null) : null }
}

/** Who to write down as the doer, or null for the operator at the command line, who is nobody in the database. */
export const personId = (actor: SignedInActor): NamespaceId | null => (actor.userId === 0 ? null : actor.userId)
