import { counted, message } from '../i18n/message.ts'

// the table
export const rows = message<{ total: string; count: number }>({
  en: ({ total, count }) => `${total} ${count === 1 ? 'row' : 'rows'}`,
  zh: ({ total }) => `共 ${total} 行`,
})
export const atLeast = message<{ total: string }>({
  en: ({ total }) => `${total} rows looked at so far`,
  zh: ({ total }) => `已读取 ${total} 行`,
})
export const partial = message({
  en: 'This table is large: only its first part was looked at.',
  zh: '表格较大，仅读取了开头的部分。',
})
export const tableLabel = message<{ from: string; to: string }>({
  en: ({ from, to }) => `Rows ${from} to ${to}; scrolls sideways`,
  zh: ({ from, to }) => `第 ${from} 至 ${to} 行，可横向滚动`,
})
export const row = message({ en: 'Row', zh: '行' })
export const openRow = message<{ row: string }>({
  en: ({ row }) => `Open row ${row}`,
  zh: ({ row }) => `打开第 ${row} 行`,
})
export const rowTitle = message<{ row: string }>({ en: ({ row }) => `Row ${row}`, zh: ({ row }) => `第 ${row} 行` })
export const noSuchRow = message({ en: 'There is no such row.', zh: '没有这一行。' })
export const linkToRow = message({ en: 'Copy a link to this row', zh: '复制此行链接' })
export const cut = message({ en: 'shortened', zh: '已截断' })
export const empty = message({ en: 'empty', zh: '空' })
export const sortBy = message<{ column: string }>({
  en: ({ column }) => `Sort by ${column}`,
  zh: ({ column }) => `按 ${column} 排序`,
})
export const imageIn = message<{ column: string; row: string }>({
  en: ({ column, row }) => `${column}, row ${row}`,
  zh: ({ column, row }) => `${column}，第 ${row} 行`,
})
export const previousRows = message({ en: 'Previous', zh: '上一页' })
export const nextRows = message({ en: 'Next', zh: '下一页' })
export const pagesOfRows = message({ en: 'Pages of the table', zh: '表格翻页' })
export const loading = message({ en: 'Reading rows…', zh: '正在读取…' })
export const takesLong = message({
  en: 'Reading this table takes a while. Load the page again, or allow scripts.',
  zh: '读取该表格需要一些时间。请重新加载页面，或启用脚本。',
})
export const noRows = message({ en: 'No row fits', zh: '没有符合条件的行' })
export const noRowsText = message({
  en: 'Take a condition away or search for fewer words.',
  zh: '请减少筛选条件或搜索词。',
})
export const noRowsFromHere = message({ en: 'There are no more rows from here on', zh: '从此处起没有更多数据' })
export const noRowsAtAll = message({ en: 'This table has no rows.', zh: '此表格没有数据。' })
export const failed = message({ en: 'The rows cannot be shown', zh: '无法显示数据' })
export const startAgain = message({ en: 'Show all rows', zh: '显示全部' })

// search and conditions
export const search = message({ en: 'Search the text of all columns', zh: '在所有列中搜索' })
export const find = message({ en: 'Search', zh: '搜索' })
export const filter = message({ en: 'Filter', zh: '筛选' })
export const column = message({ en: 'Column', zh: '列' })
export const comparison = message({ en: 'Comparison', zh: '条件' })
export const value = message({ en: 'Value', zh: '值' })
export const addCondition = message({ en: 'Add', zh: '添加' })
export const condition = message({ en: 'Condition', zh: '筛选条件' })
export const conditionHint = message({
  en: 'For example: "age" > 30 AND name LIKE \'A%\'',
  zh: '例如："age" > 30 AND name LIKE \'A%\'',
})
export const apply = message({ en: 'Apply', zh: '应用' })
export const clear = message({ en: 'Clear', zh: '清除' })
export const isEqual = message({ en: 'is', zh: '等于' })
export const isNot = message({ en: 'is not', zh: '不等于' })
export const isMore = message({ en: 'is more than', zh: '大于' })
export const isAtLeast = message({ en: 'is at least', zh: '大于等于' })
export const isLess = message({ en: 'is less than', zh: '小于' })
export const isAtMost = message({ en: 'is at most', zh: '小于等于' })
export const contains = message({ en: 'contains', zh: '包含' })
export const isEmpty = message({ en: 'is empty', zh: '为空' })
export const isFilled = message({ en: 'is not empty', zh: '不为空' })

// statistics
export const distribution = message<{ column: string; min: string; max: string }>({
  en: ({ column, min, max }) => `Distribution of ${column}, from ${min} to ${max}`,
  zh: ({ column, min, max }) => `${column} 的分布，从 ${min} 到 ${max}`,
})
export const lengths = message<{ column: string; min: string; max: string }>({
  en: ({ column, min, max }) => `Lengths of ${column}, from ${min} to ${max}`,
  zh: ({ column, min, max }) => `${column} 的长度分布，从 ${min} 到 ${max}`,
})
export const values = message<{ count: number }>({
  en: ({ count }) => counted(count, 'value', 'values'),
  zh: ({ count }) => `${count} 个取值`,
})
export const lengthRange = message<{ min: string; max: string }>({
  en: ({ min, max }) => `length ${min}–${max}`,
  zh: ({ min, max }) => `长度 ${min}–${max}`,
})
export const nulls = message<{ share: string }>({
  en: ({ share }) => `${share} empty`,
  zh: ({ share }) => `空值 ${share}`,
})

// the viewer
export const title = message({ en: 'Data', zh: '数据' })
export const config = message({ en: 'Subset', zh: '子集' })
export const split = message({ en: 'Split', zh: '划分' })
export const splits = message({ en: 'Splits', zh: '数据划分' })
export const views = message({ en: 'Ways to look at the data', zh: '查看方式' })
export const table = message({ en: 'Table', zh: '表格' })
export const sql = message({ en: 'SQL', zh: 'SQL 查询' })
export const noData = message({ en: 'No data to show yet', zh: '还没有可显示的数据' })
export const noDataText = message({
  en: 'The viewer reads Parquet, CSV, TSV, JSON Lines, JSON, text, WebDataset archives, and folders of images, audio or video. Name files or folders train, validation or test to make splits, or list them under configs in the card.',
  zh: '查看器支持 Parquet、CSV、TSV、JSON Lines、JSON、文本、WebDataset 归档，以及图片、音频、视频文件夹。用 train、validation、test 命名文件或文件夹即可区分数据划分，也可以在数据集介绍的 configs 中指定。',
})
export const uploadData = message({ en: 'Upload data', zh: '上传数据' })
export const factsOfSplit = message<{ format: string; files: number; size: string }>({
  en: ({ format, files, size }) => `${format} · ${counted(files, 'file', 'files')} · ${size}`,
  zh: ({ format, files, size }) => `${format} · ${files} 个文件 · ${size}`,
})

// SQL
export const sqlText = message({
  en: 'One SELECT in DuckDB’s SQL. Each split is a table by its name; nothing can be changed.',
  zh: '输入一条 DuckDB 语法的 SELECT 语句：每个数据划分是一张同名的表，只能查询，不能修改。',
})
export const sqlFileText = message({
  en: 'One SELECT in DuckDB’s SQL. This file is the table “data”; nothing can be changed.',
  zh: '输入一条 DuckDB 语法的 SELECT 语句：本文件对应的表名为 data，只能查询，不能修改。',
})
export const query = message({ en: 'SQL query', zh: 'SQL 语句' })
export const run = message({ en: 'Run', zh: '运行' })
export const runKeys = message({ en: 'Ctrl + Enter', zh: 'Ctrl + Enter 运行' })
export const examples = message({ en: 'Examples', zh: '示例' })
export const exampleFirst = message({ en: 'First rows', zh: '前几行' })
export const exampleCount = message({ en: 'Count rows', zh: '统计行数' })
export const exampleSummary = message({ en: 'Summary of columns', zh: '各列概况' })
export const exampleGroups = message<{ column: string }>({
  en: ({ column }) => `Most common ${column}`,
  zh: ({ column }) => `${column} 的常见取值`,
})
export const answered = message<{ rows: number; milliseconds: string }>({
  en: ({ rows, milliseconds }) => `${counted(rows, 'row', 'rows')} in ${milliseconds} ms`,
  zh: ({ rows, milliseconds }) => `${rows} 行，用时 ${milliseconds} 毫秒`,
})
export const resultCut = message({ en: 'These are the first rows only.', zh: '仅显示开头的部分行。' })
export const download = message<{ format: string }>({
  en: ({ format }) => `Download ${format}`,
  zh: ({ format }) => `下载 ${format}`,
})
export const results = message({ en: 'Results', zh: '查询结果' })
export const running = message({ en: 'Running…', zh: '正在查询…' })

// the front page
export const preview = message({ en: 'Preview of the data', zh: '数据预览' })
export const openViewer = message({ en: 'Open the viewer', zh: '打开数据查看器' })
