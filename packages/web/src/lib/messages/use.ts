import { message } from '../i18n/message.ts'

export const firstAddress = message({
  en: 'First, tell your tools where this hub is',
  zh: '首先，告诉工具本平台的地址',
})
export const firstToken = message({
  en: 'This repository is private: make an access token in your settings and set HF_TOKEN as well.',
  zh: '此仓库为私有：请在设置中创建访问令牌，并同时设置 HF_TOKEN。',
})
export const inLibraries = message({ en: 'In a library', zh: '通过库使用' })
export const asFiles = message({ en: 'As files', zh: '下载文件' })
export const withGit = message({ en: 'With git', zh: '使用 Git' })
export const gitPassword = message({
  en: 'The password is an access token. Large files come through Git LFS.',
  zh: '密码为访问令牌。大文件通过 Git LFS 传输。',
})
export const sshKeyFirst = message({
  en: 'Add your public key in your settings first.',
  zh: '请先在设置中添加你的公钥。',
})
export const copyCode = message<{ name: string }>({
  en: ({ name }) => `Copy: ${name}`,
  zh: ({ name }) => `复制：${name}`,
})
