import { counted, message } from '../i18n/message.ts'

// what weights hold
export const reading = message({ en: 'Reading the header…', zh: '正在读取文件头…' })
export const needsScript = message({
  en: 'Reading this header takes a while. Load the page again, or allow scripts.',
  zh: '读取该文件头需要一些时间。请重新加载页面，或启用脚本。',
})
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
  en: ({ count }) => `${counted(count, 'file of this model is', 'files of this model are')} not here`,
  zh: ({ count }) => `此模型缺少 ${count} 个文件`,
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

// comparing two models
export const compare = message({ en: 'Compare tensors', zh: '比较张量' })
export const compareText = message({
  en: 'How the weights of two revisions or two models differ, tensor by tensor.',
  zh: '逐个张量查看两个版本或两个模型的权重差异。',
})
export const before = message({ en: 'From', zh: '基准' })
export const after = message({ en: 'To', zh: '对比' })
export const repository = message({ en: 'Repository', zh: '仓库' })
export const revision = message({ en: 'Revision', zh: '版本' })
export const path = message({ en: 'File or folder', zh: '文件或文件夹' })
export const pathHint = message({ en: 'Empty: all weights', zh: '留空表示全部权重' })
export const compareNumbers = message<{ size: string }>({
  en: ({ size }) => `Compare the numbers (${size} to read)`,
  zh: ({ size }) => `比较数值（需读取 ${size}）`,
})
export const comparing = message<{ done: number; all: number }>({
  en: ({ done, all }) => `Compared ${done} of ${counted(all, 'tensor', 'tensors')}`,
  zh: ({ done, all }) => `已比较 ${all} 个张量中的 ${done} 个`,
})
export const stop = message({ en: 'Stop', zh: '停止' })
export const goOn = message({ en: 'Go on', zh: '继续' })
export const comparisonDone = message({ en: 'All tensors are compared.', zh: '全部张量已比较完毕。' })
export const summary = message({ en: 'Summary', zh: '摘要' })
export const all = message({ en: 'All', zh: '全部' })
export const equal = message({ en: 'Equal', zh: '相同' })
export const changed = message({ en: 'Changed', zh: '已变化' })
export const added = message({ en: 'Added', zh: '新增' })
export const removed = message({ en: 'Removed', zh: '移除' })
export const reshaped = message({ en: 'Other shape', zh: '形状不同' })
export const retyped = message({ en: 'Other type', zh: '类型不同' })
export const unread = message({ en: 'Not compared yet', zh: '尚未比较' })
export const show = message({ en: 'Show', zh: '显示' })
export const sortBy = message({ en: 'Sort by', zh: '排序' })
export const orderOfFile = message({ en: 'Order in the file', zh: '文件中的顺序' })
export const largestChange = message({ en: 'Largest change first', zh: '变化最大的在前' })
export const statusColumn = message({ en: 'Result', zh: '结果' })
export const changedShare = message({ en: 'Changed values', zh: '变化的数值' })
export const maxAbs = message({ en: 'max |Δ|', zh: '最大 |Δ|' })
export const meanAbs = message({ en: 'mean |Δ|', zh: '平均 |Δ|' })
export const relativeL2 = message({ en: '‖Δ‖ / ‖a‖', zh: '相对 ‖Δ‖ / ‖a‖' })
export const cosine = message({ en: 'Cosine', zh: '余弦相似度' })
export const figuresHelp = message({
  en: 'a is the left side, Δ what was added to it. Numbers of different types are compared as they are read.',
  zh: 'a 为左侧数值，Δ 为变化量。不同类型的数值按读出的值比较。',
})
export const nothingInThis = message({ en: 'No tensor is like this.', zh: '没有这样的张量。' })
export const cannotCompare = message({ en: 'These two cannot be compared', zh: '无法比较这两者' })
export const allEqual = message({ en: 'Both have the same weights.', zh: '两者的权重完全相同。' })
