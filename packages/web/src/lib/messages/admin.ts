import { counted, message } from '../i18n/message.ts'

export const title = message({ en: 'Administration', zh: '平台管理' })
export const pages = message({ en: 'Pages of the administration', zh: '管理页面' })
export const health = message({ en: 'Health', zh: '运行状况' })
export const users = message({ en: 'Users', zh: '用户' })
export const repos = message({ en: 'Repositories', zh: '仓库' })
export const storage = message({ en: 'Storage', zh: '存储' })
export const tasks = message({ en: 'Tasks', zh: '后台任务' })
export const search = message({ en: 'Search', zh: '搜索' })
export const noMatch = message({ en: 'Nothing matches', zh: '没有匹配的结果' })
export const noMatchText = message({
  en: 'Try another word, or take the filter away.',
  zh: '换一个词试试，或去掉筛选条件。',
})
export const all = message({ en: 'All', zh: '全部' })

// Health
export const allWell = message({ en: 'Everything works.', zh: '一切正常。' })
export const attention = message({ en: 'Something needs your attention:', zh: '以下情况需要处理：' })
export const diskLow = message<{ free: string }>({
  en: ({ free }) =>
    `Only ${free} of disk space are left. Uploads fail when it is full: add space or delete repositories.`,
  zh: ({ free }) => `磁盘仅剩 ${free}。写满后上传会失败，请扩容或删除仓库。`,
})
export const noGit = message({
  en: 'There is no git on this machine: cloning and pushing do not work. Install git and start the hub again.',
  zh: '本机未安装 git，无法克隆和推送。请安装 git 后重启平台。',
})
export const oldGit = message<{ version: string }>({
  en: ({ version }) => `git ${version} is too old: cloning and pushing may fail. Install a newer one.`,
  zh: ({ version }) => `git ${version} 版本过旧，克隆和推送可能失败，请升级。`,
})
export const failedTasks = message<{ count: number }>({
  en: ({ count }) => `${counted(count, 'background task', 'background tasks')} failed for good: see why under Tasks.`,
  zh: ({ count }) => `有 ${count} 个后台任务已失败且不再重试，请在“后台任务”中查看原因。`,
})
export const lateTasks = message<{ minutes: number }>({
  en: ({ minutes }) =>
    `Background work is ${counted(minutes, 'minute', 'minutes')} behind: search and counts are not up to date.`,
  zh: ({ minutes }) => `后台任务已积压 ${minutes} 分钟，搜索与统计可能不是最新的。`,
})
export const fullPool = message({
  en: 'All database connections are in use and requests wait: raise KAIHUB_DATABASE_POOL.',
  zh: '数据库连接已用尽，请求正在排队：请调大 KAIHUB_DATABASE_POOL。',
})
export const version = message({ en: 'Version', zh: '版本' })
export const runningSince = message({ en: 'Running since', zh: '启动时间' })
export const memory = message({ en: 'Memory', zh: '内存' })
export const memoryOf = message<{ resident: string; heap: string }>({
  en: ({ resident, heap }) => `${resident}, of which ${heap} heap`,
  zh: ({ resident, heap }) => `${resident}（其中堆 ${heap}）`,
})
export const database = message({ en: 'Database', zh: '数据库' })
export const databaseOf = message<{ version: string; size: string }>({
  en: ({ version, size }) => `PostgreSQL ${version}, ${size}`,
  zh: ({ version, size }) => `PostgreSQL ${version}，占用 ${size}`,
})
export const answerTime = message({ en: 'Answers within', zh: '响应时间' })
export const milliseconds = message<{ count: string }>({
  en: ({ count }) => `${count} ms`,
  zh: ({ count }) => `${count} 毫秒`,
})
export const connections = message({ en: 'Connections', zh: '连接' })
export const connectionsOf = message<{ busy: number; most: number; waiting: number }>({
  en: ({ busy, most, waiting }) => `${busy} of ${most} busy, ${waiting} requests waiting`,
  zh: ({ busy, most, waiting }) => `${most} 个中占用 ${busy} 个，${waiting} 个请求等待`,
})
export const disk = message({ en: 'Disk', zh: '磁盘' })
export const diskOf = message<{ free: string; total: string }>({
  en: ({ free, total }) => `${free} free of ${total}`,
  zh: ({ free, total }) => `共 ${total}，剩余 ${free}`,
})
export const diskUsed = message({ en: 'Disk space in use', zh: '磁盘使用情况' })
export const git = message({ en: 'git', zh: 'git' }) // same in both
export const missing = message({ en: 'missing', zh: '未安装' })
export const node = message({ en: 'Node.js', zh: 'Node.js' }) // same in both
export const queue = message({ en: 'Queue', zh: '任务队列' })
export const queueOf = message<{ waiting: number; running: number }>({
  en: ({ waiting, running }) => `${waiting} waiting, ${running} running`,
  zh: ({ waiting, running }) => `${waiting} 个等待，${running} 个运行中`,
})
export const rounds = message({ en: 'Work by the clock', zh: '定时任务' })
export const roundsText = message({
  en: 'What the hub does by itself, and when it was started last.',
  zh: '平台自动执行的工作，以及上次启动时间。',
})
export const notYet = message({ en: 'not yet', zh: '尚未执行' })

// Users
export const usersText = message({
  en: 'Everybody with an account. Disabled people cannot sign in, and none of their tokens or keys works.',
  zh: '所有拥有账号的人。被停用的用户无法登录，其令牌与密钥也全部失效。',
})
export const onlyAdmins = message({ en: 'Administrators', zh: '管理员' })
export const onlyDisabled = message({ en: 'Disabled', zh: '已停用' })
export const searchUsers = message({ en: 'Name or e-mail address', zh: '姓名或邮箱' })
export const createUser = message({ en: 'Create a user', zh: '创建用户' })
export const userName = message({ en: 'User name', zh: '用户名' })
export const fullName = message({ en: 'Full name', zh: '显示名称' })
export const email = message({ en: 'E-mail address', zh: '电子邮箱' })
export const optional = message({ en: 'optional', zh: '选填' })
export const isAdmin = message({ en: 'May administer this hub', zh: '可管理本平台' })
export const create = message({ en: 'Create', zh: '创建' })
export const admin = message({ en: 'administrator', zh: '管理员' })
export const disabled = message({ en: 'disabled', zh: '已停用' })
export const invited = message({ en: 'one-time password', zh: '一次性密码' })
export const you = message({ en: 'you', zh: '你' })
export const joined = message({ en: 'Since', zh: '注册于' })
export const lastSeen = message({ en: 'last seen', zh: '最近活动' })
export const neverSeen = message({ en: 'never signed in', zh: '从未登录' })
export const actions = message<{ name: string }>({
  en: ({ name }) => `What to do with ${name}`,
  zh: ({ name }) => `对 ${name} 的操作`,
})
export const makeAdmin = message({ en: 'Make administrator', zh: '设为管理员' })
export const makeAdminText = message<{ name: string }>({
  en: ({ name }) => `${name} will see every private repository and may change everything on this hub.`,
  zh: ({ name }) => `${name} 将能查看所有私有仓库，并可更改本平台上的一切。`,
})
export const takeAdmin = message({ en: 'No longer administrator', zh: '取消管理员身份' })
export const takeAdminText = message<{ name: string }>({
  en: ({ name }) => `${name} keeps the account and everything of their own.`,
  zh: ({ name }) => `${name} 的账号及其自己的内容都会保留。`,
})
export const resetPassword = message({ en: 'New one-time password', zh: '生成一次性密码' })
export const resetPasswordText = message<{ name: string }>({
  en: ({ name }) =>
    `The password of ${name} stops working and all their sessions end. You get a password to hand over, good for one login.`,
  zh: ({ name }) => `${name} 的现有密码将失效，所有会话都会结束。你会得到一个仅可登录一次的密码，请转交给对方。`,
})
export const disable = message({ en: 'Disable', zh: '停用' })
export const disableText = message<{ name: string }>({
  en: ({ name }) =>
    `${name} is signed out everywhere and kept out, with all tokens and keys. Repositories stay as they are. You can take this back.`,
  zh: ({ name }) => `${name} 将在所有地方退出登录，令牌与密钥全部失效；仓库保持不变。你可以随时恢复。`,
})
export const enable = message({ en: 'Let in again', zh: '恢复' })
export const enableText = message<{ name: string }>({
  en: ({ name }) => `${name} can sign in again, and tokens and keys work as before.`,
  zh: ({ name }) => `${name} 可以重新登录，令牌与密钥恢复有效。`,
})
export const deleteUser = message({ en: 'Delete', zh: '删除' })
export const deleteUserText = message<{ name: string }>({
  en: ({ name }) =>
    `The account of ${name} goes for good and the name becomes free. Refused while they own repositories: move or delete those first.`,
  zh: ({ name }) => `${name} 的账号将被永久删除，名称可被他人使用。若其仍拥有仓库则无法删除，请先移动或删除仓库。`,
})
export const oneTimeTitle = message({ en: 'One-time password', zh: '一次性密码' })
export const oneTimeText = message({
  en: 'Hand it over by a way you trust. It is shown this once and good for one login, where another one is chosen.',
  zh: '请通过可信的方式转交。它只显示这一次，且仅可登录一次，登录时需设置新密码。',
})
export const copyPassword = message({ en: 'Copy the password', zh: '复制密码' })

// Repositories
export const reposText = message({
  en: 'Everything on this hub, private repositories too.',
  zh: '平台上的所有仓库，包括私有仓库。',
})
export const searchRepos = message({ en: 'Part of the name', zh: '名称的一部分' })
export const kind = message({ en: 'Kind', zh: '类型' })
export const kindModel = message({ en: 'Model', zh: '模型' })
export const kindDataset = message({ en: 'Dataset', zh: '数据集' })
export const kindSpace = message({ en: 'Space', zh: '创空间' })
export const kindCode = message({ en: 'Code', zh: '代码' })
export const visibility = message({ en: 'Visibility', zh: '可见性' })
export const isPublic = message({ en: 'public', zh: '公开' })
export const isPrivate = message({ en: 'private', zh: '私有' })
export const sort = message({ en: 'Order', zh: '排序' })
export const newest = message({ en: 'Newest first', zh: '最新优先' })
export const largest = message({ en: 'Largest first', zh: '最大优先' })
export const name = message({ en: 'Name', zh: '名称' })
export const size = message({ en: 'Files now', zh: '当前文件' })
export const used = message({ en: 'Large files, ever', zh: '大文件累计' })
export const changed = message({ en: 'Changed', zh: '更新于' })
export const noRepos = message({ en: 'No repositories yet', zh: '还没有仓库' })
export const settings = message({ en: 'Settings', zh: '设置' })

// Storage
export const storageText = message({
  en: 'Large files are stored once, however many repositories have them, and near-copies share their chunks.',
  zh: '大文件无论被多少仓库引用都只存一份，相似文件会共享数据块。',
})
export const objects = message({ en: 'Large objects', zh: '大文件对象' })
export const linkedBytes = message({ en: 'What repositories have', zh: '仓库内容总量' })
export const objectBytes = message({ en: 'Each object once', zh: '去重后' })
export const storedBytes = message({ en: 'Stored', zh: '实际存储' })
export const countedAt = message({ en: 'Counted', zh: '统计于' })
export const largestNamespaces = message({ en: 'Who has the most', zh: '占用最多的用户与组织' })
export const largestText = message({
  en: 'By the files on the default branches of their repositories.',
  zh: '按其仓库默认分支上的文件计算。',
})
export const repoCount = message<{ count: number }>({
  en: ({ count }) => counted(count, 'repository', 'repositories'),
  zh: ({ count }) => `${count} 个仓库`,
})
export const share = message<{ name: string }>({
  en: ({ name }) => `Share of ${name}`,
  zh: ({ name }) => `${name} 的占比`,
})

// Tasks
export const tasksText = message({
  en: 'Work in the background: reading cards and weights, packing, sweeping. Failed tasks are tried again by themselves, ever later.',
  zh: '后台工作：读取介绍与权重、打包、清理等。失败的任务会自动重试，间隔逐次延长。',
})
export const running = message({ en: 'Running', zh: '运行中' })
export const waiting = message({ en: 'Waiting', zh: '等待中' })
export const scheduled = message({ en: 'Scheduled', zh: '已计划' })
export const retrying = message({ en: 'Will retry', zh: '将重试' })
export const failed = message({ en: 'Failed', zh: '失败' })
export const noTasks = message({ en: 'No tasks here', zh: '没有任务' })
export const noTasksText = message({
  en: 'Tasks go from this list when they are done. Those that fail stay.',
  zh: '任务完成后会从列表中消失，失败的会保留。',
})
export const attempts = message<{ done: number; most: number }>({
  en: ({ done, most }) => `attempt ${done} of ${most}`,
  zh: ({ done, most }) => `第 ${done}/${most} 次尝试`,
})
export const created = message({ en: 'created', zh: '创建于' })
export const due = message({ en: 'due', zh: '计划于' })
export const retry = message({ en: 'Try again now', zh: '立即重试' })
export const drop = message({ en: 'Forget', zh: '丢弃' })
export const dropOf = message<{ name: string; id: number }>({
  en: ({ name, id }) => `Forget task ${id} (${name})`,
  zh: ({ name, id }) => `丢弃任务 ${id}（${name}）`,
})
export const dropText = message({
  en: 'The work is not done and nobody is told. Do this when you know why it failed and that it does not matter.',
  zh: '该工作将不会完成，也不会通知任何人。仅在明确失败原因且确认无影响时使用。',
})
