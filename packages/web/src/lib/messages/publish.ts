import { counted, message } from '../i18n/message.ts'

// upload
export const uploadFiles = message({ en: 'Upload files', zh: '上传文件' })
export const dropHere = message({ en: 'Drop files or folders here', zh: '将文件或文件夹拖放到此处' })
export const dropHint = message({
  en: 'Any size, any number. Large files go up in chunks: an upload that breaks off continues where it stopped, and what the hub already has is not sent again.',
  zh: '大小和数量不限。大文件分块上传：中断后可从断点继续，平台已有的内容不会重复发送。',
})
export const chooseFiles = message({ en: 'Choose files', zh: '选择文件' })
export const chooseFolder = message({ en: 'Choose a folder', zh: '选择文件夹' })
export const readingFolder = message({ en: 'Looking through the folder …', zh: '正在读取文件夹…' })
export const intoFolder = message({ en: 'Into folder', zh: '上传到目录' })
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
  en: 'Nothing is committed. What was sent is kept for a while: start again with the same files and it is not sent twice.',
  zh: '不会产生任何提交。已发送的内容会保留一段时间：再次选择相同文件上传时无需重发。',
})
export const planning = message({ en: 'Asking the hub how to send the files …', zh: '正在与平台确认上传方式…' })
export const sending = message({ en: 'Uploading', zh: '正在上传' })
export const paused = message({ en: 'Paused', zh: '已暂停' })
export const checking = message({ en: 'The hub checks what it received …', zh: '平台正在校验收到的内容…' })
export const committing = message({ en: 'Committing …', zh: '正在提交…' })
export const progressOf = message<{ done: string; total: string }>({
  en: ({ done, total }) => `${done} of ${total}`,
  zh: ({ done, total }) => `${done} / ${total}`,
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
  zh: ({ sent, known }) => `已发送 ${sent}，其中 ${known} 平台已有`,
})
export const noAnswer = message<{ seconds: string }>({
  en: ({ seconds }) => `The hub does not answer. Trying again in ${seconds} s …`,
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
