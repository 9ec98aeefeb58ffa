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
export const noCard = message({ en: 'No card yet', zh: '还没有介绍' })
export const noCardText = message({
  en: 'A card says what this is, how to use it and under which license. It is the file README.md.',
  zh: '介绍页用于说明这是什么、如何使用以及采用何种许可证，内容来自 README.md 文件。',
})
export const cardUnshown = message({ en: 'The card cannot be shown here', zh: '无法在此显示介绍' })
export const cardTooLarge = message({
  en: 'Its file README.md is too large to be made into a page.',
  zh: 'README.md 文件过大，无法渲染为页面。',
})
export const cardFailed = message({
  en: 'The hub could not make a page of its file README.md. Reload to try again, or read the file as it is.',
  zh: '平台未能渲染 README.md 文件。可刷新重试，或直接阅读原始文件。',
})
export const readRaw = message({ en: 'Read README.md', zh: '查看 README.md 原文' })
export const writeCard = message({ en: 'Write a card', zh: '撰写介绍' })
export const uploadFiles = message({ en: 'Upload files', zh: '上传文件' })
export const emptyRepo = message({ en: 'No files yet', zh: '还没有文件' })
export const emptyRepoText = message({
  en: 'Upload files in the browser, or from a terminal:',
  zh: '在浏览器中上传文件，或在终端中执行：',
})
export const emptyForOthers = message({ en: 'Nothing has been uploaded yet.', zh: '作者尚未上传任何文件。' })
export const otherBranches = message({
  en: 'The branch main is empty. Other branches of this repository:',
  zh: 'main 分支为空。此仓库的其他分支：',
})
export const spaceNote = message({
  en: 'This hub keeps the files of Spaces but does not run them yet. Clone it to run it yourself.',
  zh: '本平台目前只保存创空间的文件，尚不能运行。可克隆到本地自行运行。',
})

// facts
export const facts = message({ en: 'Facts', zh: '基本信息' })
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

// use this
export const useThisModel = message({ en: 'Use this model', zh: '使用此模型' })
export const useThisDataset = message({ en: 'Use this dataset', zh: '使用此数据集' })
export const useThisRepo = message({ en: 'Get the files', zh: '获取文件' })
export const firstAddress = message({
  en: 'First, tell your tools where this hub is',
  zh: '首先，告诉工具本平台的地址',
})
export const firstToken = message({
  en: 'This repository is private: make an access token in your settings and set HF_TOKEN as well.',
  zh: '此仓库为私有：请在设置中创建访问令牌，并同时设置 HF_TOKEN。',
})
export const inLibraries = message({ en: 'In a library', zh: '通过库使用' })
export const asFiles = message({ en: 'As files', zh: '下载文件' })
export const withGit = message({ en: 'With git', zh: '使用 Git' })
export const gitPassword = message({
  en: 'The password is an access token. Large files come through Git LFS.',
  zh: '密码为访问令牌。大文件通过 Git LFS 传输。',
})
export const sshKeyFirst = message({
  en: 'Add your public key in your settings first.',
  zh: '请先在设置中添加你的公钥。',
})
export const copyCode = message<{ name: string }>({
  en: ({ name }) => `Copy: ${name}`,
  zh: ({ name }) => `复制：${name}`,
})
