import { message } from '../i18n/message.ts'

/** A title within a sentence; Spaces are a name. */
const within = (title: string): string => (title === 'Spaces' ? title : title.toLowerCase())

// tags in words
export const licenseIs = message<{ name: string }>({
  en: ({ name }) => `License: ${name}`,
  zh: ({ name }) => `许可证：${name}`,
})
export const baseModelIs = message<{ name: string }>({
  en: ({ name }) => `Base model: ${name}`,
  zh: ({ name }) => `基础模型：${name}`,
})
export const datasetIs = message<{ name: string }>({
  en: ({ name }) => `Dataset: ${name}`,
  zh: ({ name }) => `数据集：${name}`,
})
export const rowsAre = message<{ range: string }>({
  en: ({ range }) => `Rows: ${range}`,
  zh: ({ range }) => `行数：${range}`,
})
export const sizeIs = message<{ range: string }>({
  en: ({ range }) => `Parameters: ${range}`,
  zh: ({ range }) => `参数量：${range}`,
})
export const ownerIs = message<{ name: string }>({
  en: ({ name }) => `Owner: ${name}`,
  zh: ({ name }) => `所有者：${name}`,
})
export const searchIs = message<{ text: string }>({ en: ({ text }) => `“${text}”`, zh: ({ text }) => `搜索“${text}”` })

// types
export const models = message({ en: 'Models', zh: '模型' })
export const datasets = message({ en: 'Datasets', zh: '数据集' })
export const spaces = message({ en: 'Spaces', zh: '创空间' })
export const code = message({ en: 'Code', zh: '代码' })
export const people = message({ en: 'People', zh: '用户' })
export const organizations = message({ en: 'Organizations', zh: '组织' })

// lists
export const listText = message<{ title: string }>({
  en: ({ title }) => `${title} on this hub: search, filter and sort them.`,
  zh: ({ title }) => `本平台的${title}：搜索、筛选与排序。`,
})
export const searchIn = message<{ title: string }>({
  en: ({ title }) => `Search ${within(title)}`,
  zh: ({ title }) => `搜索${title}`,
})
export const filters = message({ en: 'Filters', zh: '筛选' })
export const activeFilters = message({ en: 'Active filters', zh: '已选条件' })
export const removeFilter = message<{ name: string }>({
  en: ({ name }) => `Remove the filter ${name}`,
  zh: ({ name }) => `移除条件：${name}`,
})
export const clearAll = message({ en: 'Clear all', zh: '全部清除' })
export const showMore = message<{ count: string }>({
  en: ({ count }) => `${count} more`,
  zh: ({ count }) => `另外 ${count} 项`,
})
export const anyTag = message({ en: 'Any other tag', zh: '其他任意标签' })
export const anyTagHint = message({ en: 'such as conversational', zh: '例如 conversational' })
export const addTag = message({ en: 'Add', zh: '添加' })
export const task = message({ en: 'Task', zh: '任务' })
export const library = message({ en: 'Library', zh: '库与格式' })
export const sdk = message({ en: 'SDK', zh: '运行框架' })
export const modality = message({ en: 'Modality', zh: '模态' })
export const format = message({ en: 'Format', zh: '文件格式' })
export const size = message({ en: 'Rows', zh: '数据行数' })
export const parameters = message({ en: 'Parameters', zh: '参数量' })
export const language = message({ en: 'Language', zh: '语言' })
export const license = message({ en: 'License', zh: '许可证' })
export const base_model = message({ en: 'Base model', zh: '基础模型' })
export const other = message({ en: 'Tags', zh: '标签' })
export const sortBy = message<{ order: string }>({
  en: ({ order }) => `Sort: ${order}`,
  zh: ({ order }) => `排序：${order}`,
})
export const trendingScore = message({ en: 'Rising', zh: '热度上升' })
export const sortDownloads = message({ en: 'Most downloads', zh: '下载最多' })
export const sortLikes = message({ en: 'Most likes', zh: '点赞最多' })
export const sortCreated = message({ en: 'Newest', zh: '最新发布' })
export const sortModified = message({ en: 'Recently updated', zh: '最近更新' })
export const sortParameters = message({ en: 'Most parameters', zh: '参数最多' })
export const sortSize = message({ en: 'Largest', zh: '体积最大' })
export const about = message<{ count: string }>({
  en: ({ count }) => `about ${count}`,
  zh: ({ count }) => `约 ${count}`,
})
export const isPrivate = message({ en: 'Private', zh: '私有' })
export const updated = message({ en: 'Updated', zh: '更新于' })
export const downloadsOf = message<{ count: string }>({
  en: ({ count }) => `${count} downloads in 30 days`,
  zh: ({ count }) => `近 30 天下载 ${count} 次`,
})
export const likesOf = message<{ count: string }>({
  en: ({ count }) => `${count} likes`,
  zh: ({ count }) => `${count} 个赞`,
})
export const parametersOf = message<{ count: string }>({
  en: ({ count }) => `${count} parameters`,
  zh: ({ count }) => `${count} 参数`,
})
export const nothingMatches = message({ en: 'Nothing matches', zh: '没有符合条件的结果' })
export const nothingMatchesText = message({
  en: 'Take away a filter, or look for a shorter part of the name.',
  zh: '请减少筛选条件，或换用更短的名称片段搜索。',
})
export const emptyList = message<{ title: string }>({
  en: ({ title }) => `No ${within(title)} yet`,
  zh: ({ title }) => `还没有${title}`,
})
export const emptyListText = message({
  en: 'Publish the first: make a repository here, or push one with the tools you already use.',
  zh: '来发布第一个吧：在网页上新建仓库，或用你熟悉的工具推送。',
})
export const newRepo = message({ en: 'New repository', zh: '新建仓库' })

// search
export const search = message({ en: 'Search', zh: '搜索' })
export const searchEverything = message({
  en: 'Search models, datasets, Spaces, code, people',
  zh: '搜索模型、数据集、创空间、代码和用户',
})
export const searchResults = message<{ text: string }>({
  en: ({ text }) => `Results for “${text}”`,
  zh: ({ text }) => `“${text}”的搜索结果`,
})
export const noResults = message({ en: 'Nothing found', zh: '没有找到结果' })
export const noResultsText = message({
  en: 'Names are searched by any part of them. Try fewer letters, or search inside cards and tags in a list:',
  zh: '搜索会匹配名称中的任意片段。请尝试更短的关键词，或在列表中搜索介绍与标签：',
})
export const seeAll = message<{ title: string }>({
  en: ({ title }) => `All matching ${within(title)}`,
  zh: ({ title }) => `查看全部匹配的${title}`,
})
export const searchFor = message<{ text: string }>({
  en: ({ text }) => `Search everything for “${text}”`,
  zh: ({ text }) => `在全站搜索“${text}”`,
})
export const searchKeys = message({
  en: 'Arrow keys choose, Enter opens, Escape closes',
  zh: '方向键选择，回车打开，Esc 关闭',
})
export const startTyping = message({ en: 'Type a part of a name', zh: '输入名称的一部分' })

// home
export const homeText = message({
  en: 'Publish, find and use models, datasets and code. Works with the tools you already have.',
  zh: '发布、查找和使用模型、数据集与代码，兼容你已在使用的各种工具。',
})
export const rising = message({ en: 'Rising', zh: '热门上升' })
export const newest = message({ en: 'New', zh: '最新发布' })
export const seeAllOf = message<{ title: string }>({
  en: ({ title }) => `All ${within(title)}`,
  zh: ({ title }) => `全部${title}`,
})
export const recentlyViewed = message({ en: 'Recently viewed', zh: '最近浏览' })
export const onlyHere = message({ en: 'Kept in this browser only', zh: '仅保存在此浏览器中' })
export const forget = message({ en: 'Forget', zh: '清除' })
export const emptyHub = message({ en: 'This hub is new and empty', zh: '这个平台刚刚建好，还没有内容' })
export const emptyHubText = message({
  en: 'Three steps from here to the first model that your tools load by name:',
  zh: '只需三步，就能让你的工具按名称加载第一个模型：',
})
export const stepAccount = message({ en: 'Sign in', zh: '登录' })
export const stepAccountText = message({
  en: 'The hub printed a one-time password for its administrator when it first started. Make further accounts with:',
  zh: '平台首次启动时会为管理员打印一次性密码。用以下命令创建更多账号：',
})
export const stepToken = message({ en: 'Point your tools here', zh: '让工具指向这里' })
export const stepTokenText = message({
  en: 'Tools that know Hugging Face work as they are. Tell them this address and an access token:',
  zh: '支持 Hugging Face 的工具无需改动，只要设置此地址和访问令牌：',
})
export const stepPublish = message({ en: 'Publish', zh: '发布' })
export const stepPublishText = message({
  en: 'Upload a folder; the repository is made on the way:',
  zh: '上传一个文件夹，仓库会自动创建：',
})
export const commands = message({ en: 'Commands', zh: '命令' })

// people and organizations
export const members = message({ en: 'Members', zh: '成员' })
export const memberCount = message<{ count: number }>({
  en: ({ count }) => (count === 1 ? '1 member' : `${count} members`),
  zh: ({ count }) => `${count} 位成员`,
})
export const joined = message<{ date: string }>({
  en: ({ date }) => `Here since ${date}`,
  zh: ({ date }) => `${date} 加入`,
})
export const founded = message<{ date: string }>({
  en: ({ date }) => `Founded ${date}`,
  zh: ({ date }) => `创建于 ${date}`,
})
export const organization = message({ en: 'Organization', zh: '组织' })
export const editProfile = message({ en: 'Edit profile', zh: '编辑资料' })
export const organizationSettings = message({ en: 'Organization settings', zh: '组织设置' })
export const typesOfRepos = message({ en: 'Kinds of repositories', zh: '仓库类型' })
export const nothingPublished = message<{ name: string }>({
  en: ({ name }) => `${name} has published nothing of this kind yet`,
  zh: ({ name }) => `${name} 还没有发布此类内容`,
})
export const role = message<{ role: string }>({
  en: ({ role }) => ({ admin: 'admin', write: 'write', contributor: 'contributor', read: 'read' })[role] ?? role,
  zh: ({ role }) => ({ admin: '管理员', write: '可写', contributor: '贡献者', read: '只读' })[role] ?? role,
})
