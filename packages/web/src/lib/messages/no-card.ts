import { message } from '../i18n/message.ts'

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
export const seeFiles = message({ en: 'Files', zh: '文件' })
