import * as m from '#lib/messages/tokens.ts'
import type { ScopeKind, ScopeRight } from './token-scope.ts'

export const kindNames: Record<ScopeKind, () => string> = {
  user: m.kindUser,
  org: m.kindOrg,
  model: m.kindModel,
  dataset: m.kindDataset,
  space: m.kindSpace,
  code: m.kindCode,
}

export const rightNames: Record<ScopeRight, () => string> = {
  'repo.content.read': m.permRead,
  'repo.write': m.permWrite,
  'repo.admin': m.permAdmin,
  'namespace.write': m.permCreate,
}

const roles = { read: m.roleRead, write: m.roleWrite, fineGrained: m.roleFine }
export const roleName = (role: string): string => roles[role as keyof typeof roles]?.() ?? role
