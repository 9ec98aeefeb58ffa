import { message } from '../i18n/message.ts'

export const card = message({ en: 'Card', zh: '介绍' })
export const data = message({ en: 'Data', zh: '数据预览' })
export const files = message({ en: 'Files', zh: '文件' })
export const history = message({ en: 'History', zh: '历史' })
export const settings = message({ en: 'Settings', zh: '设置' })
export const isPrivate = message({ en: 'Private', zh: '私有' })
export const copyName = message({ en: 'Copy the name', zh: '复制名称' })
export const pagesOfRepo = message({ en: 'Pages of this repository', zh: '仓库页面' })
