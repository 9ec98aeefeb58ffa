import { message } from '../i18n/message.ts'

// header and tabs
export const card = message({ en: 'Card', zh: '介绍' })
export const data = message({ en: 'Data', zh: '数据预览' })
export const files = message({ en: 'Files', zh: '文件' })
export const history = message({ en: 'History', zh: '历史' })
export const settings = message({ en: 'Settings', zh: '设置' })
export const isPrivate = message({ en: 'Private', zh: '私有' })
export const copyName = message({ en: 'Copy the name', zh: '复制名称' })
export const pagesOfRepo = message({ en: 'Pages of this repository', zh: '仓库页面' })
export const model = message({ en: 'Model', zh: '模型' })
export const dataset = message({ en: 'Dataset', zh: '数据集' })
export const space = message({ en: 'Space', zh: '创空间' })
export const codeRepo = message({ en: 'Code', zh: '代码' })
export const tags = message({ en: 'Tags', zh: '标签' })
export const moreTags = message<{ count: number }>({
  en: ({ count }) => `${count} more`,
  zh: ({ count }) => `另外 ${count} 个`,
})

// card
export const spaceNote = message({
  en: 'This hub keeps the files of Spaces but does not run them yet. Clone it to run it yourself.',
  zh: '本平台目前只保存创空间的文件，尚不能运行。可克隆到本地自行运行。',
})

// facts
export const facts = message({ en: 'Facts', zh: '基本信息' })

export const loadingRows = message({ en: 'Reading the first rows …', zh: '正在读取前几行数据…' })

// use this
export const useThisModel = message({ en: 'Use this model', zh: '使用此模型' })
export const useThisDataset = message({ en: 'Use this dataset', zh: '使用此数据集' })
export const useThisRepo = message({ en: 'Get the files', zh: '获取文件' })
