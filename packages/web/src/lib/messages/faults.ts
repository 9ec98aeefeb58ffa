import { message } from '../i18n/message.ts'

export const noConnection = message({
  en: 'The hub does not answer. Check your connection and try again.',
  zh: '无法连接平台，请检查网络后重试。',
})

/** The hub speaks English: its words alone there, with what the code means before them elsewhere. */
export const hubFault = message<{ code: string; told: string }>({
  en: ({ told }) => told,
  zh: ({ code, told }) => (Object.hasOwn(chinese, code) ? `${chinese[code]}（${told}）` : told),
})

/** What each code of the hub means; its own words, which name the file or the limit, follow in brackets. */
const chinese: Readonly<Record<string, string>> = {
  AccessDenied: '没有执行此操作的权限',
  BadRequest: '请求无效',
  BodyTooLarge: '发送的内容过大',
  DigestMismatch: '收到的内容与校验值不一致，请重新上传',
  EntryNotFound: '文件或文件夹不存在',
  FileLocked: '文件已被他人锁定',
  InvalidCredentials: '用户名、密码或令牌无效',
  InvalidPath: '文件路径无效',
  InvalidRange: '请求的范围超出文件大小',
  LoginRequired: '请先登录',
  NameTaken: '该名称已被使用',
  NamespaceInUse: '该名称下还有仓库，无法删除',
  NamespaceNotFound: '用户或组织不存在',
  NotImplemented: '本平台暂不支持此操作',
  ObjectNotFound: '文件内容不存在',
  RateLimited: '操作过于频繁，请稍后再试',
  RefExists: '同名的分支或标签已存在',
  RefMoved: '在此期间分支有了新的提交，请刷新后重试',
  RepoExists: '同名仓库已存在',
  RepoMoved: '仓库已改名或迁移',
  RepoNotFound: '仓库不存在，或你无权查看',
  RevisionNotFound: '分支、标签或提交不存在',
  RouteNotFound: '没有这个地址',
  ShardInvalid: '上传的数据无效，请重新上传',
  StorageFull: '平台存储空间已满，请联系管理员',
  Unavailable: '平台正忙，请稍后再试',
  TableTooLarge: '表格过大，无法在此读取',
  UploadIncomplete: '上传不完整，请重新上传',
  WeightsUnreadable: '无法读取此权重文件',
  XorbInvalid: '上传的数据无效，请重新上传',
}
