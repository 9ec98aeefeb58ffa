import * as m from '#lib/messages/organizations.ts'

export const memberRoles = ['read', 'contributor', 'write', 'admin'] as const
export type MemberRole = (typeof memberRoles)[number]

export const roleNames: Record<MemberRole, () => string> = {
  read: m.roleRead,
  contributor: m.roleContributor,
  write: m.roleWrite,
  admin: m.roleAdmin,
}
export const roleTexts: Record<MemberRole, () => string> = {
  read: m.roleReadText,
  contributor: m.roleContributorText,
  write: m.roleWriteText,
  admin: m.roleAdminText,
}
export const memberRoleName = (role: string): string => roleNames[role as MemberRole]?.() ?? role
