import { within } from '../find/within.ts'
import { message } from '../i18n/message.ts'

export const isPrivate = message({ en: 'Private', zh: '私有' })
export const updated = message({ en: 'Updated', zh: '更新于' })
export const downloadsOf = message<{ count: string }>({
  en: ({ count }) => `${count} downloads in 30 days`,
  zh: ({ count }) => `近 30 天下载 ${count} 次`,
})
export const likesOf = message<{ count: string }>({
  en: ({ count }) => `${count} likes`,
  zh: ({ count }) => `${count} 个赞`,
})
export const parametersOf = message<{ count: string }>({
  en: ({ count }) => `${count} parameters`,
  zh: ({ count }) => `${count} 参数`,
})
export const nothingMatches = message({ en: 'Nothing matches', zh: '没有符合条件的结果' })
export const nothingMatchesText = message({
  en: 'Take away a filter, or look for a shorter part of the name.',
  zh: '请减少筛选条件，或换用更短的名称片段搜索。',
})
export const emptyList = message<{ title: string }>({
  en: ({ title }) => `No ${within(title)} yet`,
  zh: ({ title }) => `还没有${title}`,
})
export const emptyListText = message({
  en: 'Publish the first: make a repository here, or push one with the tools you already use.',
  zh: '来发布第一个吧：在网页上新建仓库，或用你熟悉的工具推送。',
})

// what was chosen
export const clearAll = message({ en: 'Clear all', zh: '全部清除' })
export const searchIs = message<{ text: string }>({ en: ({ text }) => `“${text}”`, zh: ({ text }) => `搜索“${text}”` })
export const ownerIs = message<{ name: string }>({
  en: ({ name }) => `Owner: ${name}`,
  zh: ({ name }) => `所有者：${name}`,
})
export const sizeIs = message<{ range: string }>({
  en: ({ range }) => `Parameters: ${range}`,
  zh: ({ range }) => `参数量：${range}`,
})
export const activeFilters = message({ en: 'Active filters', zh: '已选条件' })
export const removeFilter = message<{ name: string }>({
  en: ({ name }) => `Remove the filter ${name}`,
  zh: ({ name }) => `移除条件：${name}`,
})
