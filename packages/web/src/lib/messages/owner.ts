import { message } from '../i18n/message.ts'

export const members = message({ en: 'Members', zh: '成员' })
export const memberCount = message<{ count: number }>({
  en: ({ count }) => (count === 1 ? '1 member' : `${count} members`),
  zh: ({ count }) => `${count} 位成员`,
})
export const joined = message<{ date: string }>({
  en: ({ date }) => `Here since ${date}`,
  zh: ({ date }) => `${date} 加入`,
})
export const founded = message<{ date: string }>({
  en: ({ date }) => `Founded ${date}`,
  zh: ({ date }) => `创建于 ${date}`,
})
export const organization = message({ en: 'Organization', zh: '组织' })
export const editProfile = message({ en: 'Edit profile', zh: '编辑资料' })
export const organizationSettings = message({ en: 'Organization settings', zh: '组织设置' })
export const typesOfRepos = message({ en: 'Kinds of repositories', zh: '仓库类型' })
export const nothingPublished = message<{ name: string }>({
  en: ({ name }) => `${name} has published nothing of this kind yet`,
  zh: ({ name }) => `${name} 还没有发布此类内容`,
})
export const role = message<{ role: string }>({
  en: ({ role }) =>
    ({ admin: 'administrator', write: 'writer', contributor: 'contributor', read: 'reader' })[role] ?? role,
  zh: ({ role }) => ({ admin: '管理员', write: '编辑者', contributor: '贡献者', read: '读者' })[role] ?? role,
})
export const organizations = message({ en: 'Organizations', zh: '组织' })
