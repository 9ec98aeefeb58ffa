import { message } from '../i18n/message.ts'

export const tagline = message({
  en: 'Open models, data and code, on your own hub',
  zh: '开放的模型、数据与代码，尽在自己的平台',
})
export const skipToContent = message({ en: 'Skip to content', zh: '跳到正文' })
export const mainNavigation = message({ en: 'Main', zh: '主导航' })
export const menu = message({ en: 'Menu', zh: '菜单' })
export const models = message({ en: 'Models', zh: '模型' })
export const datasets = message({ en: 'Datasets', zh: '数据集' })
export const spaces = message({ en: 'Spaces', zh: '创空间' })
export const code = message({ en: 'Code', zh: '代码' })
export const signIn = message({ en: 'Sign in', zh: '登录' })
export const signOut = message({ en: 'Sign out', zh: '退出登录' })
export const yourPage = message({ en: 'Your page', zh: '我的主页' })
export const settings = message({ en: 'Settings', zh: '设置' })
export const administration = message({ en: 'Administration', zh: '平台管理' })
export const newRepo = message({ en: 'New repository', zh: '新建仓库' })
export const newOrganization = message({ en: 'New organization', zh: '新建组织' })
export const accountMenu = message<{ name: string }>({
  en: ({ name }) => `Account of ${name}`,
  zh: ({ name }) => `${name} 的账号菜单`,
})
export const create = message({ en: 'Create', zh: '新建' })
export const language = message({ en: 'Language', zh: '语言' })
export const appearance = message({ en: 'Appearance', zh: '外观' })
export const themeAuto = message({ en: 'As the system', zh: '跟随系统' })
export const themeLight = message({ en: 'Light', zh: '浅色' })
export const themeDark = message({ en: 'Dark', zh: '深色' })
export const keyboard = message({ en: 'Keyboard', zh: '键盘快捷键' })
export const apiDocument = message({ en: 'API', zh: 'API 文档' })
export const copy = message({ en: 'Copy', zh: '复制' })
export const copied = message({ en: 'Copied', zh: '已复制' })
export const cancel = message({ en: 'Cancel', zh: '取消' })
export const close = message({ en: 'Close', zh: '关闭' })
export const typeToConfirm = message<{ text: string }>({
  en: ({ text }) => `Type ${text} to confirm`,
  zh: ({ text }) => `请输入 ${text} 以确认`,
})
export const nextPage = message({ en: 'Next', zh: '下一页' })
export const firstPage = message({ en: 'First page', zh: '第一页' })
export const pages = message({ en: 'Pages', zh: '分页' })
export const notFoundTitle = message({ en: 'Nothing here', zh: '这里什么也没有' })
export const notFoundText = message({
  en: 'There is no such page, or it is private and you may not see it. Check the address, or sign in if it should be yours.',
  zh: '页面不存在，或者它是私有的而你无权查看。请检查网址；如果它属于你，请先登录。',
})
export const brokenTitle = message({ en: 'Something went wrong', zh: '出错了' })
export const brokenText = message({
  en: 'The hub could not show this page. Try again; if it stays, tell whoever runs this hub.',
  zh: '平台无法显示此页面。请重试；若问题依旧，请联系平台管理员。',
})
export const goHome = message({ en: 'To the start page', zh: '返回首页' })
export const search = message({ en: 'Search', zh: '搜索' })
export const suggestions = message({ en: 'Suggestions', zh: '搜索建议' })
