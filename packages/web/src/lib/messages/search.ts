import { within } from '../find/within.ts'
import { message } from '../i18n/message.ts'

export const search = message({ en: 'Search', zh: '搜索' })
export const resultCount = message<{ count: number }>({
  en: ({ count }) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  zh: ({ count }) => `${count} 条建议`,
})
export const people = message({ en: 'People', zh: '用户' })
export const organizations = message({ en: 'Organizations', zh: '组织' })
export const searchEverything = message({
  en: 'Search models, datasets, Spaces, code, people',
  zh: '搜索模型、数据集、创空间、代码和用户',
})
export const searchResults = message<{ text: string }>({
  en: ({ text }) => `Results for “${text}”`,
  zh: ({ text }) => `“${text}”的搜索结果`,
})
export const noResults = message({ en: 'Nothing found', zh: '没有找到结果' })
export const noResultsText = message({
  en: 'Names are searched by any part of them. Try fewer letters, or search inside cards and tags in a list:',
  zh: '搜索会匹配名称中的任意片段。请尝试更短的关键词，或在列表中搜索介绍与标签：',
})
export const seeAll = message<{ title: string }>({
  en: ({ title }) => `All matching ${within(title)}`,
  zh: ({ title }) => `查看全部匹配的${title}`,
})
export const searchFor = message<{ text: string }>({
  en: ({ text }) => `Search everything for “${text}”`,
  zh: ({ text }) => `在全站搜索“${text}”`,
})
export const searchKeys = message({
  en: 'Arrow keys choose, Enter opens, Escape closes',
  zh: '方向键选择，回车打开，Esc 关闭',
})
export const startTyping = message({ en: 'Type a part of a name', zh: '输入名称的一部分' })
export const isPrivate = message({ en: 'Private', zh: '私有' })
