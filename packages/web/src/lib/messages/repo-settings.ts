import { message } from '../i18n/message.ts'

export const title = message({ en: 'Settings', zh: '设置' })
export const save = message({ en: 'Save', zh: '保存' })
export const saved = message({ en: 'Saved.', zh: '已保存。' })

export const visibility = message({ en: 'Visibility', zh: '可见性' })
export const isPublicNow = message({
  en: 'This repository is public: everybody who reaches this hub can see and download it.',
  zh: '此仓库为公开：能访问本平台的任何人都可查看和下载。',
})
export const isPrivateNow = message({
  en: 'This repository is private: only its owner, or the members of its organization, can see it.',
  zh: '此仓库为私有：仅所有者或所属组织的成员可见。',
})
export const makePublic = message({ en: 'Make public', zh: '设为公开' })
export const makePrivate = message({ en: 'Make private', zh: '设为私有' })
export const makePublicText = message({
  en: 'Everything in it becomes visible at once, its whole history included. Make sure that no secret was ever committed.',
  zh: '仓库的全部内容（包括完整历史）会立即公开。请确认从未提交过任何机密信息。',
})
export const makePrivateText = message({
  en: 'Others no longer find or download it, and links to it stop working for them. Copies they have made stay with them.',
  zh: '他人将无法再找到或下载它，已有链接对其失效；但他们已下载的副本不受影响。',
})

export const move = message({ en: 'Rename or move', zh: '重命名或移动' })
export const moveText = message({
  en: 'Old addresses keep working: pages, downloads, git and the API are led to the new name until somebody makes a new repository under the old one.',
  zh: '旧地址继续有效：页面、下载、Git 与 API 都会指向新名称，直到有人用旧名称新建仓库。',
})
export const owner = message({ en: 'Owner', zh: '所有者' })
export const name = message({ en: 'Name', zh: '名称' })
export const moveButton = message({ en: 'Rename or move', zh: '重命名或移动' })
export const moveTitle = message<{ to: string }>({
  en: ({ to }) => `Call it ${to}`,
  zh: ({ to }) => `更名为 ${to}`,
})
export const moveAsk = message<{ from: string; to: string }>({
  en: ({ from, to }) => `${from} becomes ${to}. Who may see and change it follows from its new owner.`,
  zh: ({ from, to }) => `${from} 将变为 ${to}。谁能查看和修改它，取决于新的所有者。`,
})

export const branches = message({ en: 'Branches', zh: '分支' })
export const branchesText = message({
  en: 'Lines of work beside each other. “main” is what people see first.',
  zh: '彼此独立的开发线，默认展示“main”。',
})
export const tags = message({ en: 'Tags', zh: '标签' })
export const tagsText = message({
  en: 'Names for revisions that should stay findable, such as releases.',
  zh: '为需要长期保留的版本（如发布版）命名。',
})
export const noBranches = message({ en: 'No branches yet.', zh: '还没有分支。' })
export const noTags = message({ en: 'No tags yet.', zh: '还没有标签。' })
export const isDefault = message({ en: 'default', zh: '默认' })
export const isProtected = message({ en: 'protected', zh: '受保护' })
export const newBranch = message({ en: 'New branch', zh: '新分支' })
export const newTag = message({ en: 'New tag', zh: '新标签' })
export const from = message({ en: 'From', zh: '来源' })
export const fromHint = message({ en: 'branch, tag or commit', zh: '分支、标签或提交' })
export const create = message({ en: 'Create', zh: '创建' })
export const remove = message({ en: 'Delete', zh: '删除' })
export const removeBranch = message<{ name: string }>({
  en: ({ name }) => `Delete the branch ${name}`,
  zh: ({ name }) => `删除分支 ${name}`,
})
export const removeBranchText = message({
  en: 'Commits that are on no other branch or tag can no longer be found by name.',
  zh: '仅存在于此分支上的提交将无法再通过名称找到。',
})
export const removeTag = message<{ name: string }>({
  en: ({ name }) => `Delete the tag ${name}`,
  zh: ({ name }) => `删除标签 ${name}`,
})
export const removeTagText = message({
  en: 'The revision itself stays, but whoever asks for this tag no longer finds it.',
  zh: '该版本本身会保留，但通过此标签将无法再找到它。',
})

export const protection = message({ en: 'Protected branches', zh: '受保护的分支' })
export const protectionText = message({
  en: 'Nobody can delete such a branch or rewrite its history; new commits go on as usual.',
  zh: '任何人都不能删除这些分支或改写其历史；正常提交不受影响。',
})
export const patterns = message({ en: 'Names or patterns, one per line', zh: '名称或通配模式，每行一个' })
export const patternsHint = message({
  en: '“*” stands for anything: release/* protects every branch that begins with release/.',
  zh: '“*” 代表任意字符：release/* 会保护所有以 release/ 开头的分支。',
})

export const duplicate = message({ en: 'Duplicate', zh: '复制仓库' })
export const duplicateText = message({
  en: 'Makes another repository with the same files and history. Large files take no more room.',
  zh: '创建一个文件与历史完全相同的新仓库，大文件不会额外占用空间。',
})
export const duplicateButton = message({ en: 'Duplicate', zh: '复制' })
export const keepVisibility = message({ en: 'As visible as this one', zh: '与此仓库相同' })
export const isPublic = message({ en: 'Public', zh: '公开' })
export const isPrivate = message({ en: 'Private', zh: '私有' })

export const deletion = message({ en: 'Delete this repository', zh: '删除此仓库' })
export const deletionText = message({
  en: 'Files, history, branches and tags go for good. This cannot be undone.',
  zh: '文件、历史、分支与标签都将永久删除，无法恢复。',
})
export const deleteButton = message({ en: 'Delete repository', zh: '删除仓库' })
