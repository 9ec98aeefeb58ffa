import { message } from '../i18n/message.ts'

export const title = message({ en: 'Organizations', zh: '组织' })
export const text = message({
  en: 'Organizations hold repositories that several people work on.',
  zh: '组织用于存放多人协作的仓库。',
})
export const create = message({ en: 'New organization', zh: '新建组织' })
export const createButton = message({ en: 'Create organization', zh: '创建组织' })
export const createText = message({
  en: 'You become its administrator and can take others in.',
  zh: '你将成为组织管理员，并可邀请他人加入。',
})
export const none = message({ en: 'You are in no organization yet', zh: '你还没有加入任何组织' })
export const noneText = message({
  en: 'Make one for your team, or ask the administrator of an existing one to take you in by your user name.',
  zh: '为你的团队新建一个组织，或请现有组织的管理员通过你的用户名将你加入。',
})
export const name = message({ en: 'Name', zh: '名称' })
export const nameHint = message({
  en: 'The first part of the addresses of its repositories. Letters, digits, and “_”, “.”, “-” in between.',
  zh: '它是组织内仓库网址的第一部分。可使用字母、数字，中间可含 “_”、“.”、“-”。',
})
export const fullName = message({ en: 'Full name', zh: '显示名称' })
export const optional = message({ en: 'optional', zh: '选填' })
export const emailHint = message({ en: 'Seen by its administrators alone.', zh: '仅组织管理员可见。' })
export const settings = message({ en: 'Settings', zh: '设置' })
export const settingsOf = message<{ name: string }>({
  en: ({ name }) => `Settings of ${name}`,
  zh: ({ name }) => `${name} 的设置`,
})
export const seePage = message({ en: 'See its page', zh: '查看组织主页' })
export const leave = message({ en: 'Leave', zh: '退出' })
export const leaveTitle = message<{ name: string }>({
  en: ({ name }) => `Leave ${name}`,
  zh: ({ name }) => `退出 ${name}`,
})
export const leaveText = message({
  en: 'You lose sight of its private repositories. Only its administrators can take you in again.',
  zh: '你将无法再看到其私有仓库，只有组织管理员可以重新将你加入。',
})
export const profile = message({ en: 'Profile', zh: '资料' })
export const picture = message({ en: 'Picture', zh: '头像' })
export const newRepos = message({ en: 'New repositories are', zh: '新建仓库默认为' })
export const newReposHint = message({
  en: 'Unless whoever creates one says otherwise.',
  zh: '创建者可以另行指定。',
})
export const isPublic = message({ en: 'public', zh: '公开' })
export const isPrivate = message({ en: 'private', zh: '私有' })

export const members = message({ en: 'Members', zh: '成员' })
export const membersText = message({
  en: 'Everybody can see who belongs to an organization.',
  zh: '组织成员名单对所有人可见。',
})
export const userName = message({ en: 'User name', zh: '用户名' })
export const add = message({ en: 'Add', zh: '添加' })
export const role = message({ en: 'Role', zh: '角色' })
export const roleOf = message<{ name: string }>({
  en: ({ name }) => `Role of ${name}`,
  zh: ({ name }) => `${name} 的角色`,
})
export const roleRead = message({ en: 'Reader', zh: '读者' })
export const roleReadText = message({
  en: 'sees and downloads everything, also what is private',
  zh: '可查看并下载所有内容，包括私有仓库',
})
export const roleContributor = message({ en: 'Contributor', zh: '贡献者' })
export const roleContributorText = message({
  en: 'creates repositories and changes those they made',
  zh: '可创建仓库，并修改自己创建的仓库',
})
export const roleWrite = message({ en: 'Writer', zh: '编辑者' })
export const roleWriteText = message({
  en: 'changes every repository and its settings',
  zh: '可修改所有仓库及其设置',
})
export const roleAdmin = message({ en: 'Administrator', zh: '管理员' })
export const roleAdminText = message({
  en: 'also takes people in, changes roles and the organization itself',
  zh: '还可添加成员、调整角色并管理组织本身',
})
export const rolesTitle = message({ en: 'What the roles mean', zh: '角色说明' })
export const roleChanged = message<{ name: string }>({
  en: ({ name }) => `Role of ${name} changed.`,
  zh: ({ name }) => `已更改 ${name} 的角色。`,
})
export const removeMember = message<{ name: string }>({
  en: ({ name }) => `Remove ${name}`,
  zh: ({ name }) => `移除 ${name}`,
})
export const removeMemberText = message({
  en: 'They lose sight of private repositories here at once. What they published stays.',
  zh: '对方将立即无法查看此处的私有仓库，其已发布的内容会保留。',
})
export const remove = message({ en: 'Remove', zh: '移除' })
export const you = message({ en: 'you', zh: '你' })

export const deletion = message({ en: 'Delete this organization', zh: '删除此组织' })
export const deletionText = message({
  en: 'Only possible when it has no repositories any more: move or delete those first. The name becomes free for others.',
  zh: '仅当组织内没有任何仓库时才能删除，请先移动或删除这些仓库。删除后名称可被他人使用。',
})
export const deleteButton = message({ en: 'Delete organization', zh: '删除组织' })
