import { message } from '../i18n/message.ts'

export const title = message({ en: 'Keyboard shortcuts', zh: '键盘快捷键' })
export const text = message({
  en: 'Keys that work by themselves, wherever you are not typing.',
  zh: '未在输入文字时，按下即可使用。',
})
export const everywhere = message({ en: 'Everywhere', zh: '所有页面' })
export const search = message({ en: 'Search', zh: '搜索' })
export const showThis = message({ en: 'Show these shortcuts', zh: '显示快捷键列表' })
export const files = message({ en: 'Files of a repository', zh: '仓库文件' })
export const goToFile = message({ en: 'Go to a file by its name', zh: '按名称查找文件' })
export const changes = message({ en: 'Changes of a commit', zh: '提交中的更改' })
export const nextChange = message({ en: 'Next file', zh: '下一个文件' })
export const previousChange = message({ en: 'Previous file', zh: '上一个文件' })
export const otherView = message({ en: 'Side by side, or one below the other', zh: '切换统一视图与并排视图' })
export const areOn = message({ en: 'Single-key shortcuts are on.', zh: '单键快捷键已启用。' })
export const areOff = message({
  en: 'Single-key shortcuts are off. Ctrl + K still leads to the search.',
  zh: '单键快捷键已关闭，仍可用 Ctrl + K 搜索。',
})
export const turnOff = message({ en: 'Turn them off', zh: '关闭' })
export const turnOn = message({ en: 'Turn them on', zh: '启用' })
export const change = message({ en: 'Turn single-key shortcuts off', zh: '关闭单键快捷键' })
