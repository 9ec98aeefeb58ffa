export const scopeKinds = ['user', 'org', 'model', 'dataset', 'space', 'code'] as const
export type ScopeKind = (typeof scopeKinds)[number]
const scopeRights = ['repo.content.read', 'repo.write', 'repo.admin', 'namespace.write'] as const
export type ScopeRight = (typeof scopeRights)[number]

export type TokenScope = { entity: { type: ScopeKind; name: string }; permissions: ScopeRight[] }

/** Making a repo is a right in a namespace, not in one of its repos. */
export const rightsFor = (kind: ScopeKind): readonly ScopeRight[] =>
  kind === 'user' || kind === 'org' ? scopeRights : scopeRights.filter((right) => right !== 'namespace.write')

/** A token as the hub lists it, without its secret. */
export type Token = {
  id: string
  displayName: string
  role: string
  scopes: { entity: { type: ScopeKind; name: string }; permissions: string[] }[]
  lastFour: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}
