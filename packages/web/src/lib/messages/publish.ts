import { counted, message } from '../i18n/message.ts'

// upload
export const uploadFiles = message({ en: 'Upload files', zh: '上传文件' })
export const dropHere = message({ en: 'Drop files or folders here', zh: '将文件或文件夹拖放到此处' })
export const unreadableFiles = message<{ count: number }>({
  en: ({ count }) =>
    `${counted(count, 'file or folder', 'files or folders')} could not be read and will not be uploaded:`,
  zh: ({ count }) => `有 ${count} 个文件或文件夹无法读取，不会上传：`,
})
export const leftOutFiles = message<{ count: number }>({
  en: ({ count }) =>
    `${counted(count, 'entry', 'entries')} left out: they belong to one machine alone, or no repository may hold them:`,
  zh: ({ count }) => `已忽略 ${count} 项（仅属于本机，或仓库不允许保存）：`,
})
export const dropHint = message({
  en: 'Any size, any number. Large files go up in chunks: an upload that breaks off continues where it stopped, and what the hub already has is not sent again.',
  zh: '大小和数量不限。大文件分块上传：中断后可从断点继续，平台已有的内容不会重复发送。',
})
export const chooseFiles = message({ en: 'Choose files', zh: '选择文件' })
export const chooseFolder = message({ en: 'Choose a folder', zh: '选择文件夹' })
export const readingFolder = message({ en: 'Looking through the folder…', zh: '正在读取文件夹…' })
export const intoFolder = message({ en: 'Into folder', zh: '上传到文件夹' })
export const intoFolderHint = message({ en: 'Empty: the top of the repository', zh: '留空表示仓库根目录' })
export const branch = message({ en: 'Branch', zh: '分支' })
export const chosenFiles = message<{ count: number; size: string }>({
  en: ({ count, size }) => `${counted(count, 'file', 'files')}, ${size}`,
  zh: ({ count, size }) => `${count} 个文件，共 ${size}`,
})
export const andMore = message<{ count: number }>({
  en: ({ count }) => `and ${counted(count, 'more file', 'more files')}`,
  zh: ({ count }) => `以及另外 ${count} 个文件`,
})
export const removeFile = message<{ path: string }>({
  en: ({ path }) => `Remove ${path} from the list`,
  zh: ({ path }) => `从列表中移除 ${path}`,
})
export const removeAll = message({ en: 'Remove all', zh: '全部移除' })
export const summary = message({ en: 'Commit message', zh: '提交说明' })
export const description = message({ en: 'Description (optional)', zh: '详细描述（可选）' })
export const uploadSummary = message<{ count: number; first: string }>({
  en: ({ count, first }) => (count === 1 ? `Upload ${first}` : `Upload ${count} files`),
  zh: ({ count, first }) => (count === 1 ? `上传 ${first}` : `上传 ${count} 个文件`),
})
export const startUpload = message<{ branch: string }>({
  en: ({ branch }) => `Commit to ${branch}`,
  zh: ({ branch }) => `提交到 ${branch}`,
})
export const pause = message({ en: 'Pause', zh: '暂停' })
export const resume = message({ en: 'Resume', zh: '继续' })
export const continueUpload = message({ en: 'Continue', zh: '继续上传' })
export const cancelUpload = message({ en: 'Cancel upload', zh: '取消上传' })
export const cancelText = message({
  en: 'What is not committed yet stays out of the repository. What was sent is kept for a while: start again with the same files and it is not sent twice.',
  zh: '尚未提交的文件不会进入仓库。已发送的内容会保留一段时间：再次选择相同文件上传时无需重发。',
})
export const planning = message({ en: 'Asking the hub how to send the files…', zh: '正在与平台确认上传方式…' })
export const sending = message({ en: 'Uploading', zh: '正在上传' })
export const paused = message({ en: 'Paused', zh: '已暂停' })
export const checking = message({ en: 'The hub checks what it received…', zh: '平台正在校验收到的内容…' })
export const committing = message({ en: 'Committing…', zh: '正在提交…' })
export const progressOf = message<{ done: string; total: string }>({
  en: ({ done, total }) => `${done} of ${total}`,
  zh: ({ done, total }) => `已完成 ${done}，共 ${total}`,
})
export const perSecond = message<{ size: string }>({
  en: ({ size }) => `${size}/s`,
  zh: ({ size }) => `${size}/秒`,
})
export const secondsLeft = message<{ seconds: number }>({
  en: ({ seconds }) => `${counted(seconds, 'second', 'seconds')} left`,
  zh: ({ seconds }) => `剩余约 ${seconds} 秒`,
})
export const minutesLeft = message<{ minutes: number }>({
  en: ({ minutes }) => `about ${counted(minutes, 'minute', 'minutes')} left`,
  zh: ({ minutes }) => `剩余约 ${minutes} 分钟`,
})
export const hoursLeft = message<{ hours: string }>({
  en: ({ hours }) => `about ${hours} hours left`,
  zh: ({ hours }) => `剩余约 ${hours} 小时`,
})
export const sentAndKnown = message<{ sent: string; known: string }>({
  en: ({ sent, known }) => `${sent} sent, ${known} were here already`,
  zh: ({ sent, known }) => `已发送 ${sent}，另有 ${known} 平台已有，无需发送`,
})
export const noAnswer = message<{ seconds: string }>({
  en: ({ seconds }) => `The hub does not answer. Trying again in ${seconds} s…`,
  zh: ({ seconds }) => `平台没有响应，${seconds} 秒后重试…`,
})
export const stateWaiting = message({ en: 'Waiting', zh: '等待中' })
export const stateReading = message({ en: 'Uploading', zh: '上传中' })
export const stateSending = message({ en: 'Finishing', zh: '收尾中' })
export const stateSent = message({ en: 'Uploaded', zh: '已上传' })
export const stateIgnored = message({ en: 'Left out by .gitignore', zh: '已被 .gitignore 忽略' })
export const uploaded = message<{ count: number }>({
  en: ({ count }) => `${counted(count, 'file is', 'files are')} in the repository.`,
  zh: ({ count }) => `${count} 个文件已在仓库中。`,
})
export const nothingToCommit = message({
  en: 'There was nothing to commit: every file is left out by .gitignore.',
  zh: '没有需要提交的内容：所有文件都被 .gitignore 忽略。',
})
export const seeCommit = message({ en: 'See the commit', zh: '查看提交' })
export const seeFiles = message({ en: 'See the files', zh: '查看文件' })
export const uploadMore = message({ en: 'Upload more', zh: '继续上传其他文件' })
export const leaveWarning = message({
  en: 'An upload is under way. Leave and stop it? What was sent need not be sent again.',
  zh: '正在上传。确定离开并停止上传吗？已发送的内容无需重发。',
})
export const uploadCancelled = message({ en: 'The upload is cancelled.', zh: '上传已取消。' })
export const uploadFailed = message({ en: 'The upload stopped.', zh: '上传已停止。' })
export const adviceOffline = message({
  en: 'There is no connection to the hub. Check your network, then continue: what was sent is not sent again.',
  zh: '无法连接到平台。请检查网络后继续：已发送的内容不会重发。',
})
export const adviceSignIn = message({
  en: 'You are no longer signed in. Sign in again in another tab, then continue here.',
  zh: '登录已失效。请在另一标签页重新登录，然后回到此处继续。',
})
export const adviceForbidden = message({
  en: 'You may not write to this repository. Ask one of its owners for the right to.',
  zh: '你没有此仓库的写入权限，请联系仓库所有者授权。',
})
export const adviceMoved = message({
  en: 'Somebody else changed the branch meanwhile. Continue to commit on top of it.',
  zh: '其他人刚刚更新了此分支。点击继续，在最新版本之上提交。',
})
export const adviceFile = message<{ path: string }>({
  en: ({ path }) =>
    `${path} cannot be read: it changed, moved or was removed after you chose it. Remove it from the list or choose it again.`,
  zh: ({ path }) => `无法读取 ${path}：选择之后它被修改、移动或删除了。请从列表移除或重新选择。`,
})
export const adviceAgain = message({
  en: 'Continue to try again: what was sent is not sent again.',
  zh: '点击继续重试：已发送的内容不会重发。',
})
export const needsScript = message({
  en: 'Uploading in the browser needs JavaScript. From a terminal:',
  zh: '在浏览器中上传需要启用 JavaScript。也可在终端中执行：',
})
export const fromTerminal = message({ en: 'From a terminal', zh: '通过终端' })

// edit
export const editFile = message({ en: 'Edit file', zh: '编辑文件' })
export const newFile = message({ en: 'New file', zh: '新建文件' })
export const filePath = message({ en: 'Path', zh: '路径' })
export const renameHint = message({
  en: 'Change it to rename the file or to move it into another folder.',
  zh: '修改路径即可重命名文件或移动到其他文件夹。',
})
export const newPathHint = message({
  en: 'With slashes for folders, such as data/train.csv',
  zh: '用斜杠分隔文件夹，例如 data/train.csv',
})
export const content = message({ en: 'Content', zh: '内容' })
export const preview = message({ en: 'Preview', zh: '预览' })
export const previewFailed = message({ en: 'The preview could not be made.', zh: '无法生成预览。' })
export const nothingToPreview = message({ en: 'What you write shows up here.', zh: '编写的内容会显示在这里。' })
export const metadata = message({ en: 'Metadata', zh: '元数据' })
export const metadataHint = message({
  en: 'Helps people find it. Kept at the top of README.md; everything else there stays as it is.',
  zh: '便于他人检索。保存在 README.md 开头，其余内容保持不变。',
})
export const brokenYaml = message({
  en: 'The metadata at the top of the file is not valid YAML. Correct it below to use this form.',
  zh: '文件开头的元数据不是有效的 YAML，请先在下方更正后再使用此表单。',
})
export const notSimple = message({ en: 'Edit this field in the text below.', zh: '请在下方文本中编辑此字段。' })
export const task = message({ en: 'Task', zh: '任务' })
export const noChoice = message({ en: 'None', zh: '未选择' })
export const license = message({ en: 'License', zh: '许可证' })
export const library = message({ en: 'Library', zh: '库' })
export const languages = message({ en: 'Languages', zh: '语言' })
export const baseModels = message({ en: 'Base models', zh: '基础模型' })
export const tags = message({ en: 'Tags', zh: '标签' })
export const addValue = message({ en: 'Add', zh: '添加' })
export const removeValue = message<{ value: string }>({
  en: ({ value }) => `Remove ${value}`,
  zh: ({ value }) => `移除 ${value}`,
})
export const listHint = message({ en: 'Enter adds one.', zh: '按回车键添加。' })
export const problems = message({ en: 'To correct before committing', zh: '提交前需要更正' })
export const remarks = message({ en: 'Worth a look', zh: '建议检查' })
export const commitTo = message<{ branch: string }>({
  en: ({ branch }) => `Commit to ${branch}`,
  zh: ({ branch }) => `提交到 ${branch}`,
})
export const updateSummary = message<{ path: string }>({
  en: ({ path }) => `Update ${path}`,
  zh: ({ path }) => `更新 ${path}`,
})
export const createSummary = message<{ path: string }>({
  en: ({ path }) => `Create ${path}`,
  zh: ({ path }) => `新建 ${path}`,
})
export const deleteSummary = message<{ path: string }>({
  en: ({ path }) => `Delete ${path}`,
  zh: ({ path }) => `删除 ${path}`,
})
export const renameSummary = message<{ from: string; to: string }>({
  en: ({ from, to }) => `Rename ${from} to ${to}`,
  zh: ({ from, to }) => `将 ${from} 重命名为 ${to}`,
})
export const deleteFile = message({ en: 'Delete file', zh: '删除文件' })
export const deleteFolder = message({ en: 'Delete folder', zh: '删除文件夹' })
export const deleteText = message<{ path: string; branch: string }>({
  en: ({ path, branch }) =>
    `${path} goes from the branch ${branch}. It stays in the history, from where it can be brought back.`,
  zh: ({ path, branch }) => `将从分支 ${branch} 中删除 ${path}。它仍保留在历史记录中，可以恢复。`,
})
export const deleteFolderText = message<{ path: string; branch: string }>({
  en: ({ path, branch }) => `${path} and every file in it go from the branch ${branch}. They stay in the history.`,
  zh: ({ path, branch }) => `将从分支 ${branch} 中删除 ${path} 及其中所有文件。它们仍保留在历史记录中。`,
})
export const isFolder = message({
  en: 'This is a folder. It can be renamed, moved and deleted here; its files are edited one by one.',
  zh: '这是一个文件夹，可在此重命名、移动或删除；其中的文件需逐个编辑。',
})
export const folderPath = message({ en: 'Path of the folder', zh: '文件夹路径' })
export const folderPathHint = message({
  en: 'Change it to rename the folder or to move it, with everything in it.',
  zh: '修改路径即可重命名文件夹，或连同其中所有内容一起移动。',
})
export const moveFolder = message({ en: 'Move folder', zh: '移动文件夹' })
export const moveFolderText = message<{ count: number; from: string; to: string; branch: string }>({
  en: ({ count, from, to, branch }) =>
    `${counted(count, 'file', 'files')} will move from ${from} to ${to} on the branch ${branch}, in one commit.`,
  zh: ({ count, from, to, branch }) => `将在分支 ${branch} 上以一次提交把 ${count} 个文件从 ${from} 移动到 ${to}。`,
})
export const folderTooLarge = message<{ most: number }>({
  en: ({ most }) => `Folders of up to ${counted(most, 'file', 'files')} can be moved here. Move this one with git.`,
  zh: ({ most }) => `此处最多可移动包含 ${most} 个文件的文件夹，请使用 Git 移动此文件夹。`,
})
export const notText = message({
  en: 'This file is not text, or too large to edit here. It can be renamed, moved and deleted; to replace it, upload another of the same name.',
  zh: '此文件不是文本或过大，无法在此编辑。可以重命名、移动或删除；如需替换，请上传同名文件。',
})
export const discard = message({ en: 'Discard changes', zh: '放弃修改' })
export const leaveEdit = message({
  en: 'You have changes that are not committed. Leave without them?',
  zh: '有尚未提交的修改，确定离开吗？',
})
export const conflictTitle = message({
  en: 'Somebody changed this file while you were editing it.',
  zh: '在你编辑期间，其他人修改了此文件。',
})
export const conflictGone = message({
  en: 'Somebody deleted or moved this file while you were editing it.',
  zh: '在你编辑期间，其他人删除或移动了此文件。',
})
export const conflictText = message({
  en: 'Your text is kept in the editor, and theirs is shown here. Take over what you need, then commit yours on top of it.',
  zh: '你的文本保留在编辑器中，对方的版本显示在这里。合并所需内容后，可在其基础上提交你的版本。',
})
export const conflictGoneText = message({
  en: 'Your text is kept in the editor. If you continue with it, your commit makes the file anew.',
  zh: '你的文本保留在编辑器中。如继续使用，提交时将重新创建该文件。',
})
export const conflictFolder = message({
  en: 'Somebody changed files in this folder meanwhile. Nothing was changed by you.',
  zh: '在此期间，其他人修改了此文件夹中的文件。你的操作没有执行。',
})
export const conflictFolderGone = message({
  en: 'Somebody deleted or moved this folder meanwhile. Nothing is left to change here.',
  zh: '在此期间，其他人删除或移动了此文件夹，已没有可修改的内容。',
})
export const conflictLook = message({
  en: 'Look at what is there now. If you still want your change, continue and confirm it once more.',
  zh: '请查看现在的内容。如仍要执行，请继续并再次确认。',
})
export const goOn = message({ en: 'Continue', zh: '继续' })
export const theirVersion = message({ en: 'Their version', zh: '对方的版本' })
export const keepMine = message({ en: 'Continue with mine', zh: '继续使用我的版本' })
export const takeTheirs = message({ en: 'Replace mine by theirs', zh: '用对方的版本替换' })
export const notOnBranch = message<{ revision: string }>({
  en: ({ revision }) => `Files can be changed on a branch only, and ${revision} is none.`,
  zh: ({ revision }) => `只能在分支上修改文件，${revision} 不是分支。`,
})
export const editNeedsScript = message({
  en: 'Editing in the browser needs JavaScript.',
  zh: '在浏览器中编辑需要启用 JavaScript。',
})

// new repository
export const newRepo = message({ en: 'New repository', zh: '新建仓库' })
export const newRepoText = message({
  en: 'A repository holds files with their whole history: weights, data, an app or code.',
  zh: '仓库保存文件及其完整历史：模型权重、数据、应用或代码。',
})
export const kind = message({ en: 'What will it be?', zh: '仓库类型' })
export const model = message({ en: 'Model', zh: '模型' })
export const modelText = message({ en: 'Weights, configuration and a card', zh: '权重、配置与介绍' })
export const dataset = message({ en: 'Dataset', zh: '数据集' })
export const datasetText = message({ en: 'Data to train or to evaluate', zh: '用于训练或评测的数据' })
export const space = message({ en: 'Space', zh: '创空间' })
export const spaceText = message({ en: 'The files of a demo or an app', zh: '演示或应用的文件' })
export const codeRepo = message({ en: 'Code', zh: '代码' })
export const codeText = message({ en: 'Source code, scripts, documentation', zh: '源代码、脚本与文档' })
export const owner = message({ en: 'Owner', zh: '所有者' })
export const repoName = message({ en: 'Name', zh: '名称' })
export const nameRules = message({
  en: 'Letters, digits, dots, dashes and underscores; no dash or dot at the ends.',
  zh: '可使用字母、数字、点、短横线和下划线，首尾不能是点或短横线。',
})
export const nameWrong = message({
  en: 'Only letters, digits, dots, dashes and underscores, without a dash or dot first or last, and none doubled.',
  zh: '只能使用字母、数字、点、短横线和下划线；点和短横线不能在首尾，也不能连续出现。',
})
export const nameFree = message<{ id: string }>({
  en: ({ id }) => `${id} is free.`,
  zh: ({ id }) => `${id} 可以使用。`,
})
export const nameTaken = message<{ id: string }>({
  en: ({ id }) => `${id} exists already.`,
  zh: ({ id }) => `${id} 已存在。`,
})
export const noLicense = message({ en: 'Choose later', zh: '稍后选择' })
export const licenseHint = message({
  en: 'Says what others may do with it. Written into README.md; you can change it at any time.',
  zh: '说明他人可以如何使用，会写入 README.md，之后可随时修改。',
})
export const sdk = message({ en: 'Made with', zh: '运行框架' })
export const visibility = message({ en: 'Who may see it?', zh: '可见性' })
export const asUsual = message<{ owner: string }>({
  en: ({ owner }) => `The default of ${owner}`,
  zh: ({ owner }) => `按 ${owner} 的默认设置`,
})
export const asUsualText = message({
  en: 'Public or private: what the organization has set for its new repositories.',
  zh: '公开或私有，取决于组织为新仓库设定的默认可见性。',
})
export const everyone = message({ en: 'Public', zh: '公开' })
export const everyoneText = message({
  en: 'Everyone who reaches this hub can read and download it.',
  zh: '所有能访问本平台的人都可查看和下载。',
})
export const onlyUs = message({ en: 'Private', zh: '私有' })
export const onlyUsText = message({
  en: 'Only you, or the members of the organization. Others cannot tell that it exists.',
  zh: '仅自己或组织成员可见，其他人无从知晓其存在。',
})
export const createRepo = message({ en: 'Create repository', zh: '创建仓库' })
export const isReady = message<{ id: string }>({ en: ({ id }) => `${id} is ready`, zh: ({ id }) => `${id} 已创建` })
export const firstFiles = message({
  en: 'Bring your files in, whichever way suits you.',
  zh: '选择适合你的方式添加文件。',
})
export const byBrowser = message({ en: 'In the browser', zh: '浏览器上传' })
export const byBrowserText = message({
  en: 'Drag and drop files or whole folders, of any size.',
  zh: '拖放任意大小的文件或整个文件夹。',
})
export const byHf = message({ en: 'With the hf command', zh: '使用 hf 命令' })
export const byHfText = message({
  en: 'Make an access token with the right to write in your settings, then:',
  zh: '先在设置中创建具有写入权限的访问令牌，然后执行：',
})
export const byGit = message({ en: 'With git', zh: '使用 Git' })
export const byGitText = message({
  en: 'Large files go through Git LFS. The password is your access token.',
  zh: '大文件通过 Git LFS 传输，密码为访问令牌。',
})
export const writeCard = message({ en: 'Write the card', zh: '撰写介绍' })
export const writeCardText = message({
  en: 'README.md tells people what this is and how to use it.',
  zh: 'README.md 用于说明这是什么以及如何使用。',
})
export const openRepo = message({ en: 'Open the repository', zh: '打开仓库' })
export const makeToken = message({ en: 'Access tokens', zh: '访问令牌' })
export const pathTaken = message<{ path: string }>({
  en: ({ path }) => `There is already a file or folder “${path}”. Choose another name, or edit that one.`,
  zh: ({ path }) => `“${path}”已经存在。请换一个名称，或直接编辑它。`,
})
