import { message } from '../i18n/message.ts'

export const contents = message({ en: 'Contents', zh: '目录' })
export const copyCode = message({ en: 'Copy this code', zh: '复制代码' })
export const diagram = message({ en: 'Diagram', zh: '图表' })
export const diagramSource = message({ en: 'Source of the diagram', zh: '图表源码' })
export const diagramBroken = message({
  en: 'This diagram cannot be drawn. Its source:',
  zh: '无法绘制此图表，源码如下：',
})
