import { within } from '../find/within.ts'
import { message } from '../i18n/message.ts'

// tags in words
export const licenseIs = message<{ name: string }>({
  en: ({ name }) => `License: ${name}`,
  zh: ({ name }) => `许可证：${name}`,
})
export const baseModelIs = message<{ name: string }>({
  en: ({ name }) => `Base model: ${name}`,
  zh: ({ name }) => `基础模型：${name}`,
})
export const datasetIs = message<{ name: string }>({
  en: ({ name }) => `Dataset: ${name}`,
  zh: ({ name }) => `数据集：${name}`,
})
export const rowsAre = message<{ range: string }>({
  en: ({ range }) => `Rows: ${range}`,
  zh: ({ range }) => `行数：${range}`,
})

// lists
export const listText = message<{ title: string }>({
  en: ({ title }) => `${title} on this hub: search, filter and sort them.`,
  zh: ({ title }) => `本平台的${title}：搜索、筛选与排序。`,
})
export const searchIn = message<{ title: string }>({
  en: ({ title }) => `Search ${within(title)}`,
  zh: ({ title }) => `搜索${title}`,
})
export const filters = message({ en: 'Filters', zh: '筛选' })
export const showMore = message<{ count: string }>({
  en: ({ count }) => `${count} more`,
  zh: ({ count }) => `另外 ${count} 项`,
})
export const anyTag = message({ en: 'Any other tag', zh: '其他任意标签' })
export const anyTagHint = message({ en: 'such as conversational', zh: '例如 conversational' })
export const addTag = message({ en: 'Add', zh: '添加' })
export const task = message({ en: 'Task', zh: '任务' })
export const library = message({ en: 'Library', zh: '库与格式' })
export const sdk = message({ en: 'SDK', zh: '运行框架' })
export const modality = message({ en: 'Modality', zh: '模态' })
export const format = message({ en: 'Format', zh: '文件格式' })
export const size = message({ en: 'Rows', zh: '数据行数' })
export const parameters = message({ en: 'Parameters', zh: '参数量' })
export const language = message({ en: 'Language', zh: '语言' })
export const license = message({ en: 'License', zh: '许可证' })
export const base_model = message({ en: 'Base model', zh: '基础模型' })
export const other = message({ en: 'Tags', zh: '标签' })
export const sortBy = message<{ order: string }>({
  en: ({ order }) => `Sort: ${order}`,
  zh: ({ order }) => `排序：${order}`,
})
export const trendingScore = message({ en: 'Rising', zh: '热度上升' })
export const sortDownloads = message({ en: 'Most downloads', zh: '下载最多' })
export const sortLikes = message({ en: 'Most likes', zh: '点赞最多' })
export const sortCreated = message({ en: 'Newest', zh: '最新发布' })
export const sortModified = message({ en: 'Recently updated', zh: '最近更新' })
export const sortParameters = message({ en: 'Most parameters', zh: '参数最多' })
export const sortSize = message({ en: 'Largest', zh: '体积最大' })
export const countedFirst = message<{ count: number }>({
  en: ({ count }) => `Many match: numbers with a + are of the first ${count}.`,
  zh: ({ count }) => `匹配项较多：带 + 的数字仅统计前 ${count} 项。`,
})
export const about = message<{ count: string }>({
  en: ({ count }) => `about ${count}`,
  zh: ({ count }) => `约 ${count}`,
})
