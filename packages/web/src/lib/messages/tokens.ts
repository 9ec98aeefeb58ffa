import { message } from '../i18n/message.ts'

export const title = message({ en: 'Access tokens', zh: '访问令牌' })
export const text = message({
  en: 'A token stands for you where you cannot type a password: in hf, git, scripts and notebooks. Give each program its own, with no more rights than it needs.',
  zh: '在无法输入密码的地方（hf、Git、脚本、笔记本），令牌代表你的身份。请为每个程序单独创建令牌，只授予它所需的权限。',
})
export const create = message({ en: 'Create a token', zh: '创建令牌' })
export const none = message({ en: 'No access tokens yet', zh: '还没有访问令牌' })
export const noneText = message({
  en: 'Create one, then sign in on your machine with:',
  zh: '创建一个令牌，然后在你的电脑上用以下命令登录：',
})
export const name = message({ en: 'Name', zh: '名称' })
export const nameHint = message({
  en: 'What it is for, so that you know it again: “laptop”, “nightly training”.',
  zh: '写明用途以便日后辨认，例如“笔记本电脑”“夜间训练”。',
})
export const role = message({ en: 'What it may do', zh: '权限' })
export const roleRead = message({ en: 'Read', zh: '只读' })
export const roleReadText = message({
  en: 'Downloads everything that you can see, private repositories too. Changes nothing.',
  zh: '可下载你能看到的所有内容，包括私有仓库；不能作任何更改。',
})
export const roleWrite = message({ en: 'Write', zh: '读写' })
export const roleWriteText = message({
  en: 'Reads and changes everything that you can: uploads, creates, renames and deletes. For your own machines.',
  zh: '可读取并更改你能操作的一切：上传、创建、重命名与删除。适合你自己的电脑。',
})
export const roleFine = message({ en: 'Fine-grained', zh: '细粒度' })
export const roleFineText = message({
  en: 'Only the repositories and organizations that you name. Best for services and shared machines.',
  zh: '仅限你指定的仓库和组织。最适合服务程序和共用的机器。',
})
export const scopes = message({ en: 'Where it may act', zh: '作用范围' })
export const addScope = message({ en: 'Add another', zh: '再添加一项' })
export const removeScope = message({ en: 'Remove this one', zh: '移除此项' })
export const kind = message({ en: 'Kind', zh: '类型' })
export const kindUser = message({ en: 'All repositories of a person', zh: '某个用户的所有仓库' })
export const kindOrg = message({ en: 'All repositories of an organization', zh: '某个组织的所有仓库' })
export const kindModel = message({ en: 'One model', zh: '单个模型' })
export const kindDataset = message({ en: 'One dataset', zh: '单个数据集' })
export const kindSpace = message({ en: 'One Space', zh: '单个创空间' })
export const kindCode = message({ en: 'One code repository', zh: '单个代码仓库' })
export const entity = message({ en: 'Its name', zh: '名称' })
export const permissions = message({ en: 'Rights there', zh: '具体权限' })
export const permRead = message({ en: 'Read and download, private ones too', zh: '读取与下载，包括私有内容' })
export const permWrite = message({ en: 'Upload, commit, push', zh: '上传、提交、推送' })
export const permAdmin = message({ en: 'Change settings, rename, delete', zh: '更改设置、重命名、删除' })
export const permCreate = message({ en: 'Create repositories', zh: '创建仓库' })
export const expires = message({ en: 'Ends', zh: '有效期' })
export const never = message({ en: 'Never', zh: '永久有效' })
export const days = message<{ count: number }>({
  en: ({ count }) => `In ${count} days`,
  zh: ({ count }) => `${count} 天`,
})
export const secretTitle = message({ en: 'Your new token', zh: '你的新令牌' })
export const secretText = message({
  en: 'Copy it now: it is shown this once and kept nowhere in readable form.',
  zh: '请立即复制：令牌只显示这一次，平台不会以可读形式保存它。',
})
export const copySecret = message({ en: 'Copy the token', zh: '复制令牌' })
export const secretUse = message({ en: 'Use it', zh: '使用方法' })
export const secretDone = message({ en: 'I have copied it', zh: '我已复制' })
export const lastUsed = message({ en: 'last used', zh: '最近使用' })
export const neverUsed = message({ en: 'never used', zh: '从未使用' })
export const created = message({ en: 'created', zh: '创建于' })
export const endsOn = message<{ date: string }>({ en: ({ date }) => `ends ${date}`, zh: ({ date }) => `${date} 过期` })
export const ended = message({ en: 'Expired', zh: '已过期' })
export const rotate = message({ en: 'New secret', zh: '重新生成' })
export const rotateTitle = message<{ name: string }>({
  en: ({ name }) => `Give “${name}” a new secret`,
  zh: ({ name }) => `重新生成“${name}”`,
})
export const rotateText = message({
  en: 'The old one stops working at once: every program that uses it has to be given the new one. Name and rights stay.',
  zh: '旧令牌会立即失效，所有使用它的程序都需要换上新的令牌。名称与权限保持不变。',
})
export const revoke = message({ en: 'Revoke', zh: '撤销' })
export const revokeTitle = message<{ name: string }>({
  en: ({ name }) => `Revoke “${name}”`,
  zh: ({ name }) => `撤销“${name}”`,
})
export const revokeText = message({
  en: 'Every program that uses this token is refused from now on. This cannot be undone.',
  zh: '此后所有使用该令牌的程序都会被拒绝。此操作无法撤销。',
})
