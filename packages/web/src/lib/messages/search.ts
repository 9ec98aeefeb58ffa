import { message } from '../i18n/message.ts'

export const search = message({ en: 'Search', zh: '搜索' })
export const suggestions = message({ en: 'Suggestions', zh: '搜索建议' })
export const resultCount = message<{ count: number }>({
  en: ({ count }) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  zh: ({ count }) => `${count} 条建议`,
})
