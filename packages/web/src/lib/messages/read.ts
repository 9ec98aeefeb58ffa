import { counted, message } from '../i18n/message.ts'

export const pathOfFile = message({ en: 'Path of this file', zh: '文件路径' })
export const copyPath = message({ en: 'Copy the path', zh: '复制路径' })
export const preview = message({ en: 'Preview', zh: '预览' })
export const source = message({ en: 'Source', zh: '源码' })
export const viewsOfFile = message({ en: 'Ways to look at this file', zh: '查看方式' })
export const raw = message({ en: 'Raw', zh: '原始文件' })
export const download = message({ en: 'Download', zh: '下载' })
export const downloadSize = message<{ size: string }>({
  en: ({ size }) => `Download ${size}`,
  zh: ({ size }) => `下载（${size}）`,
})
export const history = message({ en: 'History', zh: '历史' })
export const edit = message({ en: 'Edit', zh: '编辑' })
export const permalink = message({ en: 'Permalink', zh: '永久链接' })
export const lineCount = message<{ count: number }>({
  en: ({ count }) => counted(count, 'line', 'lines'),
  zh: ({ count }) => `${count} 行`,
})
export const storedInLfs = message({ en: 'Large file (LFS)', zh: '大文件（LFS）' })
export const sha256 = message({ en: 'SHA-256 of this file', zh: '文件的 SHA-256' })
export const copyDigest = message({ en: 'Copy the SHA-256', zh: '复制 SHA-256' })

export const sourceOf = message<{ path: string }>({
  en: ({ path }) => `Text of ${path}`,
  zh: ({ path }) => `${path} 的文本内容`,
})
export const goToLine = message({ en: 'Go to line', zh: '跳转到行' })
export const go = message({ en: 'Go', zh: '跳转' })
export const noSuchLine = message<{ count: number }>({
  en: ({ count }) => `Type a line such as 10, or lines such as 10-20: there are ${counted(count, 'line', 'lines')}.`,
  zh: ({ count }) => `请输入行号（如 10）或范围（如 10-20），共 ${count} 行。`,
})
export const linesChosen = message<{ first: number; last: number }>({
  en: ({ first, last }) => (first === last ? `Line ${first}` : `Lines ${first} to ${last}`),
  zh: ({ first, last }) => (first === last ? `第 ${first} 行` : `第 ${first} 至 ${last} 行`),
})
export const copyPermalink = message({ en: 'Copy a permanent link to these lines', zh: '复制这些行的永久链接' })

export const copyText = message({ en: 'Copy text', zh: '复制全文' })
export const copied = message({ en: 'Copied', zh: '已复制' })

export const codeCell = message<{ number: number }>({
  en: ({ number }) => `Cell ${number}`,
  zh: ({ number }) => `单元格 ${number}`,
})
export const output = message({ en: 'Output', zh: '输出' })
export const imageOutput = message({ en: 'An image that this cell made', zh: '此单元格输出的图像' })
export const outputLeftOut = message<{ size: string }>({
  en: ({ size }) => `An output of ${size} is left out here; the downloaded notebook has it.`,
  zh: ({ size }) => `此处省略了一项大小为 ${size} 的输出，可下载笔记本查看。`,
})
export const emptyNotebook = message({ en: 'This notebook has no cells yet.', zh: '此笔记本还没有单元格。' })

export const emptyFile = message({ en: 'This file is empty.', zh: '此文件为空。' })
export const binaryTitle = message({ en: 'This file has no text to show', zh: '此文件没有可显示的文本' })
export const binaryText = message({
  en: 'It is made for programs. Download it, or read it with a library of its format.',
  zh: '这是供程序使用的二进制文件。可以下载，或用支持该格式的库读取。',
})
export const tooLargeTitle = message({ en: 'This file is too large to show here', zh: '文件过大，无法在此显示' })
export const tooLargeText = message({
  en: 'Download it to read it whole.',
  zh: '请下载后查看完整内容。',
})
export const brokenMedia = message({
  en: 'Your browser cannot show this file. Download it to open it with another program.',
  zh: '浏览器无法显示此文件，请下载后用其他程序打开。',
})
export const imageAlt = message<{ path: string }>({
  en: ({ path }) => `The image ${path}`,
  zh: ({ path }) => `图像 ${path}`,
})

export const pdfPages = message({ en: 'Pages of the document', zh: '文档页面' })
export const pdfPage = message<{ page: number; count: number }>({
  en: ({ page, count }) => `Page ${page} of ${count}`,
  zh: ({ page, count }) => `第 ${page} 页，共 ${count} 页`,
})
export const pdfLoading = message({ en: 'Loading the document…', zh: '正在加载文档…' })
export const pdfBroken = message({
  en: 'This document cannot be shown. Download it to open it with another program.',
  zh: '无法显示此文档，请下载后用其他程序打开。',
})
export const openDocument = message({ en: 'Open the document', zh: '打开文档' })
export const previousPage = message({ en: 'Previous page', zh: '上一页' })
export const nextPage = message({ en: 'Next page', zh: '下一页' })
export const goToPage = message({ en: 'Page', zh: '页码' })
export const zoomIn = message({ en: 'Larger', zh: '放大' })
export const zoomOut = message({ en: 'Smaller', zh: '缩小' })
