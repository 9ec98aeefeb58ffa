import type { Actor, TokenScope } from '../../kit/actor.ts'
import type { NamespaceId } from '../../kit/ids.ts'
import type { ListedUser } from './administration/queries.ts'
import type { Member, Organization, OrganizationOfUser } from './organizations/queries.ts'
import type { User } from './people/user.ts'
import type { WhoAmI } from './people/who-am-i.ts'
import type { Session } from './sessions/service.ts'
import type { SshKey } from './ssh-keys/queries.ts'
import type { AccessToken } from './tokens/queries.ts'

export type RepoCounts = { models: number; datasets: number; spaces: number; code: number }

/** From a higher floor: the repos of a namespace that the actor may see. */
export type CountRepos = (namespaceId: NamespaceId, actor: Actor) => Promise<RepoCounts>

const userAvatar = (origin: string, name: string) => `${origin}/api/users/${name}/avatar`
const organizationAvatar = (origin: string, name: string) => `${origin}/api/organizations/${name}/avatar`

/** Hub API 2.1, AUTH-1: `orgs` must be there, and dates are ISO text. */
export function presentWhoAmI(origin: string, { user, organizations, token, scopeIds }: WhoAmI) {
  return {
    type: 'user',
    id: user.publicId,
    name: user.name,
    fullname: user.fullName,
    email: user.email,
    emailVerified: false,
    isPro: false,
    canPay: false,
    billingMode: 'prepaid',
    periodEnd: null,
    avatarUrl: userAvatar(origin, user.name),
    isAdmin: user.isAdmin,
    orgs: organizations.map((organization) => presentOrganizationOfUser(origin, organization)),
    auth: token ? presentAuth(token, scopeIds) : { type: 'session' },
  }
}

const presentOrganizationOfUser = (origin: string, organization: OrganizationOfUser) => ({
  type: 'org',
  id: organization.publicId,
  name: organization.name,
  fullname: organization.fullName,
  email: organization.email,
  canPay: false,
  periodEnd: null,
  avatarUrl: organizationAvatar(origin, organization.name),
  roleInOrg: organization.role,
  isEnterprise: false,
  plan: 'free',
})

function presentAuth(token: AccessToken, scopeIds: Map<string, string>) {
  const expiry = token.expiresAt?.toISOString()
  return {
    type: 'access_token',
    accessToken: {
      displayName: token.displayName,
      role: token.role,
      createdAt: token.createdAt.toISOString(),
      ...(expiry ? { expiration: expiry } : {}),
      ...(token.role === 'fineGrained' ? { fineGrained: presentScopes(token.scopes, scopeIds) } : {}),
    },
    ...(expiry ? { expiresAt: expiry } : {}),
  }
}

const presentScopes = (scopes: TokenScope[], ids: Map<string, string>) => ({
  canReadGatedRepos: false,
  global: [],
  scoped: scopes.map(({ entity, permissions }) => {
    const id = ids.get(entity.name.toLowerCase())
    return { entity: { ...(id ? { _id: id } : {}), type: entity.type, name: entity.name }, permissions }
  }),
})

/** What everybody may see of a person; never the e-mail address. */
export const presentPerson = (origin: string, user: Pick<User, 'publicId' | 'name' | 'fullName' | 'createdAt'>) => ({
  _id: user.publicId,
  type: 'user',
  user: user.name,
  name: user.name,
  fullname: user.fullName,
  avatarUrl: userAvatar(origin, user.name),
  isPro: false,
  isFollowing: false,
  createdAt: user.createdAt.toISOString(),
})

export const presentMember = (origin: string, member: Member) => ({
  ...presentPerson(origin, member),
  role: member.role,
})

export const presentPersonOverview = (
  origin: string,
  user: User,
  { organizations, counts }: { organizations: OrganizationOfUser[]; counts: RepoCounts },
) => ({
  ...presentPerson(origin, user),
  ...presentCounts(counts),
  details: user.details,
  homepage: user.homepage,
  orgs: organizations.map(({ publicId, name, fullName }) => ({
    id: publicId,
    name,
    fullname: fullName,
    avatarUrl: organizationAvatar(origin, name),
  })),
})

export const presentOrganization = (origin: string, organization: Organization) => ({
  _id: organization.publicId,
  type: 'org',
  name: organization.name,
  fullname: organization.fullName,
  avatarUrl: organizationAvatar(origin, organization.name),
  isVerified: false,
  isFollowing: false,
  plan: 'free',
  createdAt: organization.createdAt.toISOString(),
})

export const presentOrganizationOverview = (
  origin: string,
  organization: Organization,
  { members, counts }: { members: number; counts: RepoCounts },
) => ({
  ...presentOrganization(origin, organization),
  ...presentCounts(counts),
  details: organization.details,
  homepage: organization.homepage,
  numUsers: members,
})

/** For the person themselves and those who lead the organization. */
export const presentProfile = (origin: string, of: User | Organization, { hasAvatar }: { hasAvatar: boolean }) => ({
  name: of.name,
  fullname: of.fullName,
  email: of.email,
  details: of.details,
  homepage: of.homepage,
  avatarUrl: 'defaultVisibility' in of ? organizationAvatar(origin, of.name) : userAvatar(origin, of.name),
  hasAvatar,
  createdAt: of.createdAt.toISOString(),
})

/** Counts that no floor of this house keeps yet are zero: clients show them as they come. */
const presentCounts = ({ models, datasets, spaces, code }: RepoCounts) => ({
  numModels: models,
  numDatasets: datasets,
  numSpaces: spaces,
  numCode: code,
  numFollowers: 0,
  numFollowing: 0,
  numLikes: 0,
  numPapers: 0,
  numDiscussions: 0,
  numUpvotes: 0,
})

export const presentToken = ({ publicId, ...token }: AccessToken) => ({
  id: publicId,
  displayName: token.displayName,
  role: token.role,
  scopes: token.scopes,
  lastFour: token.lastFour,
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt?.toISOString() ?? null,
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
})

export const presentSshKey = ({ publicId, ...key }: SshKey) => ({
  id: publicId,
  title: key.title,
  type: key.type,
  publicKey: key.publicKey,
  fingerprint: key.fingerprint,
  createdAt: key.createdAt.toISOString(),
})

export const presentSession = ({ publicId, ...session }: Session) => ({
  id: publicId,
  userAgent: session.userAgent,
  address: session.address,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  isCurrent: session.isCurrent,
})

/** For administrators. */
export const presentListedUser = (user: ListedUser) => ({
  id: user.publicId,
  name: user.name,
  fullname: user.fullName,
  email: user.email,
  isAdmin: user.isAdmin,
  disabledAt: user.disabledAt?.toISOString() ?? null,
  mustChangePassword: user.mustChangePassword,
  createdAt: user.createdAt.toISOString(),
  lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
})
