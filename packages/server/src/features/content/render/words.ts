import { z } from 'zod'

export const locale = z.enum(['en', 'zh'])
export type Locale = z.output<typeof locale>

/** The few words that rendering itself adds to what an author wrote. */
const en = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
  footnotes: 'Footnotes',
  backTo: 'Back to reference',
  linkTo: 'Link to this section:',
  table: 'Table',
  code: 'Code',
  taskDone: 'Done',
  taskOpen: 'To do',
  external: 'on another site',
}
const zh: Words = {
  note: '注意',
  tip: '提示',
  important: '重要',
  warning: '警告',
  caution: '小心',
  footnotes: '脚注',
  backTo: '返回引用处',
  linkTo: '本节链接：',
  table: '表格',
  code: '代码',
  taskDone: '已完成',
  taskOpen: '待完成',
  external: '位于外部网站',
}

export type Words = typeof en
export const wordsOf: Record<Locale, Words> = { en, zh }
