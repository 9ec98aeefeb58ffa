import { within } from '../find/within.ts'
import { message } from '../i18n/message.ts'

export const homeText = message({
  en: 'Publish, find and use models, datasets and code. Works with the tools you already have.',
  zh: '发布、查找和使用模型、数据集与代码，兼容你已在使用的各种工具。',
})
export const rising = message({ en: 'Rising', zh: '热度上升' })
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
  zh: '平台首次启动时会在终端输出管理员的一次性密码。用以下命令创建更多账号：',
})
export const stepToken = message({ en: 'Point your tools here', zh: '让工具指向这里' })
export const stepTokenText = message({
  en: 'Tools that know Hugging Face work as they are. Tell them this address and an access token:',
  zh: '支持 Hugging Face 的工具无需改动，只需设置此地址和访问令牌：',
})
export const stepPublish = message({ en: 'Publish', zh: '发布' })
export const stepPublishText = message({
  en: 'Upload a folder; the repository is made on the way:',
  zh: '上传一个文件夹，仓库会自动创建：',
})
export const commands = message({ en: 'Commands', zh: '命令' })
