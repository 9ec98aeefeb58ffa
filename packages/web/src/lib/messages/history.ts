import { counted, message } from '../i18n/message.ts'

// commits
export const noTitle = message({ en: 'No message', zh: '无提交说明' })

// files
export const files = message({ en: 'Files', zh: '文件' })
export const pathHere = message({ en: 'Path', zh: '路径' })
export const branchOrTag = message({ en: 'Branch or tag', zh: '分支或标签' })
export const chosenRevision = message<{ revision: string }>({
  en: ({ revision }) => `Branch or tag: ${revision}`,
  zh: ({ revision }) => `分支或标签：${revision}`,
})
export const branches = message({ en: 'Branches', zh: '分支' })
export const tags = message({ en: 'Tags', zh: '标签' })
export const findRef = message({ en: 'Find a branch or tag', zh: '查找分支或标签' })
export const noRef = message({ en: 'No branch or tag of this name.', zh: '没有此名称的分支或标签。' })
export const goToFile = message({ en: 'Go to file', zh: '查找文件' })
export const goToFileKey = message({ en: 'Go to file (press t)', zh: '查找文件（按 t 键）' })
export const typeName = message({ en: 'Type a part of its name', zh: '输入文件名的一部分' })
export const noFile = message({ en: 'No file has this in its name.', zh: '没有名称匹配的文件。' })
export const listingFiles = message({ en: 'Listing all files…', zh: '正在列出全部文件…' })
export const filesFound = message<{ count: number }>({
  en: ({ count }) => counted(count, 'file', 'files'),
  zh: ({ count }) => `${count} 个文件`,
})
export const manyFiles = message<{ count: number }>({
  en: ({ count }) => `Only the first ${count} files are searched.`,
  zh: ({ count }) => `仅在前 ${count} 个文件中查找。`,
})
export const getFiles = message({ en: 'Clone or download', zh: '克隆或下载' })
export const upload = message({ en: 'Upload', zh: '上传' })
export const fileName = message({ en: 'Name', zh: '名称' })
export const fileSize = message({ en: 'Size', zh: '大小' })
export const lastChange = message({ en: 'Last change', zh: '最近更改' })
export const when = message({ en: 'When', zh: '时间' })
export const folder = message({ en: 'Folder', zh: '文件夹' })
export const parentFolder = message({ en: 'Parent folder', zh: '上级文件夹' })
export const download = message<{ path: string }>({
  en: ({ path }) => `Download ${path}`,
  zh: ({ path }) => `下载 ${path}`,
})
export const lfsMark = message({ en: 'A large file, kept outside of git (LFS)', zh: '大文件，保存在 Git 之外（LFS）' })
export const xetMark = message({
  en: 'Stored in chunks: equal parts are stored and sent once',
  zh: '分块存储：相同内容只存储和传输一次',
})
export const editFolder = message({ en: 'Move or delete', zh: '移动或删除' })
export const emptyFolder = message({ en: 'No files here yet', zh: '这里还没有文件' })
export const emptyFolderText = message({
  en: 'Upload files in the browser, or push them with git.',
  zh: '可在浏览器中上传，或用 Git 推送。',
})
export const copyPath = message({ en: 'Copy the path', zh: '复制路径' })

// commits
export const history = message({ en: 'History', zh: '历史' })
export const historyOf = message<{ path: string }>({
  en: ({ path }) => `History of ${path}`,
  zh: ({ path }) => `${path} 的历史`,
})
export const commitCount = message<{ count: number }>({
  en: ({ count }) => counted(count, 'commit', 'commits'),
  zh: ({ count }) => `${count} 次提交`,
})
export const commit = message({ en: 'Commit', zh: '提交' })
export const commitOn = message<{ date: string }>({
  en: ({ date }) => `On ${date}`,
  zh: ({ date }) => `${date} 的提交`,
})
export const noCommits = message({ en: 'No commit changed this path', zh: '没有提交更改过此路径' })
export const noCommitsText = message({
  en: 'The path may be misspelt, or it may be on another branch.',
  zh: '路径可能有误，或位于其他分支。',
})
export const searchFurther = message({
  en: 'So far back no commit changed it. The history goes on: see the next page.',
  zh: '在已查找的范围内没有提交更改过它。更早的历史见下一页。',
})
export const copyCommit = message({ en: 'Copy the commit id', zh: '复制提交 ID' })
export const browseHere = message({ en: 'Browse the files at this commit', zh: '浏览此提交时的文件' })
export const signedByHub = message({ en: 'Signed by this hub', zh: '由本平台签名' })
export const signedBySomebody = message({
  en: 'Signed; this hub does not judge by whom',
  zh: '已签名；本平台不验证签名者',
})
export const signed = message({ en: 'Signed', zh: '已签名' })
export const parents = message<{ count: number }>({
  en: ({ count }) => (count === 1 ? 'Parent' : 'Parents'),
  zh: () => '父提交',
})
export const noParent = message({ en: 'The first commit', zh: '首次提交' })
export const compare = message({ en: 'Compare', zh: '比较' })
export const compareText = message({
  en: 'See how two branches, tags or commits differ.',
  zh: '查看两个分支、标签或提交之间的差异。',
})
export const base = message({ en: 'From', zh: '基准版本' })
export const head = message({ en: 'To', zh: '对比版本' })
export const swap = message({ en: 'Swap', zh: '互换' })
export const nothingToCompare = message({ en: 'Choose two revisions to compare', zh: '请选择要比较的两个版本' })
export const noSuchRevision = message({
  en: 'One of these is no branch, tag or commit of this repository.',
  zh: '其中之一不是此仓库的分支、标签或提交。',
})
export const sameContent = message({ en: 'There is no difference', zh: '没有差异' })
export const sameContentText = message<{ base: string; head: string }>({
  en: ({ base, head }) => `Everything in ${head} is in ${base} as well.`,
  zh: ({ base, head }) => `${head} 的内容均已包含在 ${base} 中。`,
})
export const noMergeBase = message({
  en: 'The two histories have no commit in common: their files are compared as they are.',
  zh: '两者的历史没有共同提交，直接比较文件内容。',
})
export const olderCommits = message<{ count: number }>({
  en: ({ count }) => `and ${count} older ones`,
  zh: ({ count }) => `以及更早的 ${count} 次`,
})

// changes
export const changedFiles = message<{ count: number }>({
  en: ({ count }) => counted(count, 'changed file', 'changed files'),
  zh: ({ count }) => `${count} 个文件有更改`,
})
export const listOfChanges = message({ en: 'Changed files', zh: '更改的文件' })
export const added = message({ en: 'Added', zh: '新增' })
export const modified = message({ en: 'Changed', zh: '修改' })
export const deleted = message({ en: 'Deleted', zh: '删除' })
export const renamed = message({ en: 'Renamed', zh: '重命名' })
export const unified = message({ en: 'Unified', zh: '统一视图' })
export const split = message({ en: 'Side by side', zh: '并排视图' })
export const waysToCompare = message({ en: 'How differences are shown', zh: '差异显示方式' })
export const keys = message({
  en: 'Keys: j and k go from file to file, s changes the view.',
  zh: '快捷键：j、k 切换文件，s 切换视图。',
})
export const manyChanges = message({
  en: 'More files changed than can be listed.',
  zh: '更改的文件过多，无法全部列出。',
})
export const showDiff = message({ en: 'Show the difference', zh: '显示差异' })
export const diffFailed = message({
  en: 'The hub could not compare this file now. Ask for it again, or look at the file itself.',
  zh: '平台暂时无法比较此文件。可再次请求，或直接查看文件。',
})
export const loadingDiff = message({ en: 'Comparing…', zh: '正在比较…' })
export const viewFile = message({ en: 'View the file', zh: '查看文件' })
export const compareTensors = message({ en: 'Compare the tensors', zh: '比较张量' })
export const same = message({ en: 'The content is the same.', zh: '内容相同。' })
export const binary = message({
  en: 'This file is no text: only its size is compared.',
  zh: '此文件不是文本，仅比较大小。',
})
export const tooLarge = message({
  en: 'This file is too large to be compared line by line.',
  zh: '文件过大，无法逐行比较。',
})
export const tooDifferent = message({
  en: 'The two texts have too little in common to be compared line by line.',
  zh: '两份文本差异过大，无法逐行比较。',
})
export const cutOff = message({ en: 'The rest of this difference is not shown.', zh: '其余差异未显示。' })
export const diffOf = message<{ path: string }>({
  en: ({ path }) => `Differences in ${path}`,
  zh: ({ path }) => `${path} 的差异`,
})
export const lineBefore = message({ en: 'Line before', zh: '原行号' })
export const lineAfter = message({ en: 'Line after', zh: '新行号' })
export const text = message({ en: 'Text', zh: '文本' })
export const noNewline = message({ en: 'No line break at the end', zh: '文件末尾无换行' })
export const linesAdded = message<{ count: number }>({
  en: ({ count }) => `${counted(count, 'line', 'lines')} added`,
  zh: ({ count }) => `新增 ${count} 行`,
})
export const linesRemoved = message<{ count: number }>({
  en: ({ count }) => `${counted(count, 'line', 'lines')} removed`,
  zh: ({ count }) => `删除 ${count} 行`,
})
export const sizeChange = message<{ before: string; after: string }>({
  en: ({ before, after }) => `${before} → ${after}`, // same in both
  zh: ({ before, after }) => `${before} → ${after}`,
})
