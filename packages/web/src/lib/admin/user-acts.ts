import * as m from '#lib/messages/admin.ts'

export type UserAct = 'make-admin' | 'take-admin' | 'reset' | 'disable' | 'enable' | 'delete'

type ActWords = { title: () => string; text: (values: { name: string }) => string }

export const actWords: Record<UserAct, ActWords> = {
  'make-admin': { title: m.makeAdmin, text: m.makeAdminText },
  'take-admin': { title: m.takeAdmin, text: m.takeAdminText },
  reset: { title: m.resetPassword, text: m.resetPasswordText },
  disable: { title: m.disable, text: m.disableText },
  enable: { title: m.enable, text: m.enableText },
  delete: { title: m.deleteUser, text: m.deleteUserText },
}

/** What may be done with somebody; nobody does away with themselves. */
export function actsFor(user: { isAdmin: boolean; disabledAt: string | null }, isMe: boolean): UserAct[] {
  const admin: UserAct = user.isAdmin ? 'take-admin' : 'make-admin'
  if (isMe) return [admin]
  return [admin, 'reset', user.disabledAt === null ? 'disable' : 'enable', 'delete']
}
