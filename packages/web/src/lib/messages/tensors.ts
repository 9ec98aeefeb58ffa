import { counted, message } from '../i18n/message.ts'

// what weights hold
export const reading = message({ en: 'Reading the header…', zh: '正在读取文件头…' })
export const unreadable = message({ en: 'The tensors of this file cannot be shown', zh: '无法显示此文件的张量' })
export const tensors = message({ en: 'Tensors', zh: '张量' })
export const parameters = message({ en: 'Parameters', zh: '参数量' })
export const size = message({ en: 'Size', zh: '大小' })
export const types = message({ en: 'Types', zh: '类型' })
export const type = message({ en: 'Type', zh: '类型' })
export const shape = message({ en: 'Shape', zh: '形状' })
export const share = message({ en: 'Share', zh: '占比' })
export const name = message({ en: 'Name', zh: '名称' })
export const tensorCount = message<{ count: number }>({
  en: ({ count }) => counted(count, 'tensor', 'tensors'),
  zh: ({ count }) => `${count} 个张量`,
})
export const shareOfType = message<{ type: string; share: string }>({
  en: ({ type, share }) => `${type}: ${share} of all parameters`,
  zh: ({ type, share }) => `${type}：占全部参数的 ${share}`,
})
export const filter = message({ en: 'Filter tensors by name', zh: '按名称筛选张量' })
export const noneMatch = message({ en: 'No tensor has this in its name.', zh: '没有名称匹配的张量。' })
export const matches = message<{ count: number }>({
  en: ({ count }) => counted(count, 'tensor found', 'tensors found'),
  zh: ({ count }) => `找到 ${count} 个张量`,
})
export const more = message<{ count: number }>({
  en: ({ count }) => `Show ${count} more`,
  zh: ({ count }) => `再显示 ${count} 个`,
})
export const openAll = message({ en: 'Open all', zh: '全部展开' })
export const closeAll = message({ en: 'Close all', zh: '全部收起' })
export const scalar = message({ en: 'scalar', zh: '标量' })
export const metadata = message({ en: 'Metadata', zh: '元数据' })
export const metadataCut = message({
  en: 'Long values are cut short here; the file has them whole.',
  zh: '过长的内容在此截断，完整内容见文件。',
})
export const files = message({ en: 'Files', zh: '文件' })
export const missingFiles = message<{ count: number }>({
  en: ({ count }) => `${counted(count, 'file that the index names is', 'files that the index names are')} not here`,
  zh: ({ count }) => `索引中列出的 ${count} 个文件不存在`,
})
export const compareWith = message({ en: 'Compare with another revision or model', zh: '与其他版本或模型比较' })

// chat template
export const chatTemplate = message({ en: 'Chat template', zh: '对话模板' })
export const fromFile = message<{ file: string }>({
  en: ({ file }) => `From ${file}`,
  zh: ({ file }) => `来自 ${file}`,
})
export const conversation = message({ en: 'An example conversation', zh: '示例对话' })
export const rendered = message({ en: 'What the model reads', zh: '模型读到的文本' })
export const templateSource = message({ en: 'The template', zh: '模板源码' })
export const templateFails = message({ en: 'This template cannot be rendered:', zh: '此模板无法渲染：' })
