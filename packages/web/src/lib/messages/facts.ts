import { message } from '../i18n/message.ts'

export const downloads30 = message({ en: 'Downloads in 30 days', zh: '近 30 天下载量' })
export const downloadsEver = message<{ count: string }>({
  en: ({ count }) => `${count} in all`,
  zh: ({ count }) => `累计 ${count}`,
})
export const downloadsChart = message<{ days: number; total: string }>({
  en: ({ days, total }) => `${total} downloads in ${days} days`,
  zh: ({ days, total }) => `近 ${days} 天共下载 ${total} 次`,
})
export const asTable = message({ en: 'By week', zh: '按周查看' })
export const weekFrom = message({ en: 'Week from', zh: '起始日' })
export const downloadsColumn = message({ en: 'Downloads', zh: '下载量' })
export const countedQueryFiles = message({
  en: 'One download is one whole config file, or one .gguf file, per person and hour.',
  zh: '完整下载一次配置文件或 .gguf 文件计为一次，同一用户每小时至多计一次。',
})
export const countedAnyFile = message({
  en: 'One download is any whole file, per person and hour.',
  zh: '完整下载任一文件计为一次，同一用户每小时至多计一次。',
})
export const countedReadme = message({
  en: 'One download is one README.md, per person and hour.',
  zh: '下载一次 README.md 计为一次，同一用户每小时至多计一次。',
})
export const parameters = message({ en: 'Parameters', zh: '参数量' })
export const tensorTypes = message({ en: 'Tensor types', zh: '张量类型' })
export const architecture = message({ en: 'Architecture', zh: '架构' })
export const contextLength = message({ en: 'Context length', zh: '上下文长度' })
export const library = message({ en: 'Library', zh: '库' })
export const task = message({ en: 'Task', zh: '任务' })
export const license = message({ en: 'License', zh: '许可证' })
export const languages = message({ en: 'Languages', zh: '语言' })
export const rows = message({ en: 'Rows', zh: '行数' })
export const sdk = message({ en: 'SDK', zh: '运行框架' })
export const storage = message({ en: 'Storage', zh: '存储占用' })
export const created = message({ en: 'Created', zh: '创建于' })
export const updated = message({ en: 'Updated', zh: '更新于' })
export const baseModels = message({ en: 'Made from', zh: '基础模型' })
export const adapterOf = message({ en: 'adapter of', zh: '适配器，源自' })
export const finetuneOf = message({ en: 'finetune of', zh: '微调自' })
export const mergeOf = message({ en: 'merge of', zh: '合并自' })
export const quantizedOf = message({ en: 'quantized from', zh: '量化自' })
export const derivatives = message({ en: 'Made from this model', zh: '由此模型衍生' })
export const trainedOn = message({ en: 'Trained on', zh: '训练数据集' })
export const modelsOnThis = message({ en: 'Models trained on it', zh: '使用此数据集的模型' })
export const spacesUsing = message({ en: 'Spaces that use it', zh: '使用它的创空间' })
export const seeAll = message({ en: 'See all', zh: '查看全部' })
