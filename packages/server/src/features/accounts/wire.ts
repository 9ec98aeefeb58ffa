import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { permissions } from './policy.ts'

/** PostgreSQL keeps any text but NUL. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must not contain NUL')

const name = text(limits.nameLength)
const fullName = text(200)
const email = z.email().max(254)
const password = text(limits.passwordBytes).min(1)
const time = z.string().describe('ISO 8601, UTC')
const role = z.enum(['read', 'contributor', 'write', 'admin'])
const defaultVisibility = z.enum(['public', 'private'])

export const named = z.object({ name: z.string() })
export const byId = z.object({ id: z.string() })
export const membership = z.object({ name: z.string(), user: z.string() })

const scope = z.object({
  entity: z.object({ type: z.enum(['user', 'org', 'model', 'dataset', 'space', 'code']), name: text(200) }),
  permissions: z.array(z.enum(permissions)).min(1).max(permissions.length),
})

export const loginBody = z.object({ name, password, newPassword: password.optional() })
export const signUpBody = z.object({ name, password, email: email.nullish(), fullName: fullName.optional() })
const details = text(limits.detailsLength)
const homepage = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])

export const profileBody = z.object({
  fullName: fullName.optional(),
  email: email.nullish(),
  details: details.optional(),
  homepage: homepage.optional(),
})
export const passwordBody = z.object({ currentPassword: password, newPassword: password })

export const tokenBody = z.object({
  displayName: text(100),
  role: z.enum(['read', 'write', 'fineGrained']),
  scopes: z.array(scope).max(100).optional(),
  expiresAt: z.coerce.date().nullish(),
})

export const sshKeyBody = z.object({ title: fullName.optional(), publicKey: text(16_384) })

export const organizationBody = z.object({
  name,
  fullName: fullName.optional(),
  email: email.nullish(),
  defaultVisibility: defaultVisibility.optional(),
})
export const organizationChange = profileBody.extend({ defaultVisibility: defaultVisibility.optional() })
export const roleBody = z.object({ role })

const organizationInWhoAmI = z.object({
  type: z.literal('org'),
  id: z.string(),
  name: z.string(),
  fullname: z.string(),
  email: z.string().nullable(),
  canPay: z.boolean(),
  periodEnd: z.number().nullable(),
  avatarUrl: z.string(),
  roleInOrg: role,
  isEnterprise: z.boolean(),
  plan: z.string(),
})

const accessTokenInWhoAmI = z.object({
  displayName: z.string(),
  role: z.string(),
  createdAt: time,
  expiration: time.optional(),
  fineGrained: z.unknown().optional(),
})

export const whoAmI = z.object({
  type: z.literal('user'),
  id: z.string(),
  name: z.string(),
  fullname: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  isPro: z.boolean(),
  canPay: z.boolean(),
  billingMode: z.string(),
  periodEnd: z.number().nullable(),
  avatarUrl: z.string(),
  isAdmin: z.boolean(),
  orgs: z.array(organizationInWhoAmI),
  auth: z.object({
    type: z.enum(['access_token', 'session']),
    accessToken: accessTokenInWhoAmI.optional(),
    expiresAt: time.optional(),
  }),
})

export const person = z.object({
  _id: z.string(),
  type: z.literal('user'),
  user: z.string(),
  name: z.string(),
  fullname: z.string(),
  avatarUrl: z.string(),
  isPro: z.boolean(),
  isFollowing: z.boolean(),
  createdAt: time,
})
export const member = person.extend({ role })

const repoCounts = { numModels: z.number(), numDatasets: z.number(), numSpaces: z.number(), numCode: z.number() }
const organizationInPerson = z.object({ id: z.string(), name: z.string(), fullname: z.string(), avatarUrl: z.string() })
const told = { details: z.string(), homepage: z.string() }

/** One's own, or an organization's for those who lead it. */
export const profile = z.object({
  name: z.string(),
  fullname: z.string(),
  email: z.string().nullable(),
  ...told,
  avatarUrl: z.string(),
  hasAvatar: z.boolean().describe('a picture was uploaded, not drawn by the hub'),
  createdAt: time,
})
export const organizationSettings = profile.extend({ defaultVisibility })

export const personOverview = person.extend({ ...repoCounts, ...told, orgs: z.array(organizationInPerson) })

export const organization = z.object({
  _id: z.string(),
  type: z.literal('org'),
  name: z.string(),
  fullname: z.string(),
  avatarUrl: z.string(),
  isVerified: z.boolean(),
  isFollowing: z.boolean(),
  plan: z.string(),
  createdAt: time,
})
export const organizationOverview = organization.extend({ ...repoCounts, ...told, numUsers: z.number() })

export const accessToken = z.object({
  id: z.string(),
  displayName: z.string(),
  role: z.string(),
  scopes: z.array(scope),
  lastFour: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
})
export const newAccessToken = accessToken.extend({ secret: z.string().describe('shown once') })

export const sshKey = z.object({
  id: z.string(),
  title: z.string(),
  type: z.string(),
  publicKey: z.string(),
  fingerprint: z.string(),
  createdAt: time,
})

export const session = z.object({
  id: z.string(),
  userAgent: z.string(),
  address: z.string().nullable().describe('where the person signed in from'),
  createdAt: time,
  lastUsedAt: time,
  expiresAt: time,
  isCurrent: z.boolean(),
})
