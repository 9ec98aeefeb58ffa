import { counted, message } from '../i18n/message.ts'

// Signing in and out
export const signIn = message({ en: 'Sign in', zh: '登录' })
export const signInText = message({ en: 'Welcome back to this hub.', zh: '欢迎回来。' })
export const userName = message({ en: 'User name', zh: '用户名' })
export const password = message({ en: 'Password', zh: '密码' })
export const noAccount = message({ en: 'No account yet?', zh: '还没有账号？' })
export const join = message({ en: 'Create an account', zh: '注册账号' })
export const haveAccount = message({ en: 'Already have an account?', zh: '已有账号？' })
export const askOperator = message({
  en: 'Accounts on this hub are made by its administrators: ask one of them for yours.',
  zh: '本平台的账号由管理员创建，请联系管理员为你开通。',
})
export const forgotten = message({
  en: 'Forgotten your password? An administrator of this hub can give you a one-time password.',
  zh: '忘记密码？平台管理员可以为你生成一次性密码。',
})
export const wrongPassword = message({ en: 'The user name or the password is wrong.', zh: '用户名或密码不正确。' })
export const tooManyTries = message<{ seconds: number }>({
  en: ({ seconds }) => `Too many attempts. Try again in ${counted(seconds, 'second', 'seconds')}.`,
  zh: ({ seconds }) => `尝试次数过多，请在 ${seconds} 秒后重试。`,
})
export const disabled = message({
  en: 'This account is disabled. Ask an administrator of this hub.',
  zh: '此账号已被停用，请联系平台管理员。',
})
export const chooseNewTitle = message({ en: 'Choose your own password', zh: '设置你自己的密码' })
export const chooseNewText = message({
  en: 'The password you used is good for one login. Choose one that only you know; it signs you in at once.',
  zh: '你使用的是一次性密码。请设置一个只有你知道的新密码，设置后将立即登录。',
})
export const newPassword = message({ en: 'New password', zh: '新密码' })
export const passwordHint = message({
  en: 'At least 8 characters. A few words you can remember are better than symbols.',
  zh: '至少 8 个字符。几个容易记住的词组合起来，比一串符号更安全。',
})
export const saveAndSignIn = message({ en: 'Save and sign in', zh: '保存并登录' })
export const joinText = message({
  en: 'Publish models, datasets and code, and work on them with others.',
  zh: '发布模型、数据集与代码，并与他人协作。',
})
export const nameHint = message({
  en: 'Part of the address of everything you publish. Letters, digits, and “_”, “.”, “-” in between.',
  zh: '名称会出现在你发布的所有内容的网址中。可使用字母和数字，中间可含 “_”、“.”、“-”。',
})
export const fullName = message({ en: 'Full name', zh: '显示名称' })
export const email = message({ en: 'E-mail address', zh: '电子邮箱' })
export const emailHint = message({
  en: 'Seen by you and the administrators of this hub alone. Commits with this address are shown as yours.',
  zh: '仅你和平台管理员可见。使用此邮箱的提交会显示为你的提交。',
})
export const optional = message({ en: 'optional', zh: '选填' })
export const joinClosedTitle = message({ en: 'Accounts here are made by administrators', zh: '本平台未开放注册' })
export const signedInAs = message<{ name: string }>({
  en: ({ name }) => `You are signed in as ${name}.`,
  zh: ({ name }) => `你已以 ${name} 的身份登录。`,
})
export const signOut = message({ en: 'Sign out', zh: '退出登录' })
export const signOutText = message({
  en: 'This ends the session in this browser. Others, and your access tokens, stay.',
  zh: '这将结束此浏览器中的会话，其他会话与访问令牌不受影响。',
})
export const signingOut = message({ en: 'Signing out…', zh: '正在退出登录…' })

// Settings
export const profile = message({ en: 'Profile', zh: '个人资料' })
export const tokens = message({ en: 'Access tokens', zh: '访问令牌' })
export const sshKeys = message({ en: 'SSH keys', zh: 'SSH 密钥' })
export const sessions = message({ en: 'Sessions', zh: '登录会话' })
export const organizations = message({ en: 'Organizations', zh: '组织' })
export const save = message({ en: 'Save', zh: '保存' })
export const saved = message({ en: 'Saved.', zh: '已保存。' })
export const profileText = message({
  en: 'What others see beside your name on this hub.',
  zh: '他人在本平台上看到的关于你的信息。',
})
export const about = message({ en: 'About', zh: '简介' })
export const aboutHint = message({ en: 'A sentence or two, plain text.', zh: '一两句话即可，纯文本。' })
export const homepage = message({ en: 'Website', zh: '个人网站' })
export const picture = message({ en: 'Picture', zh: '头像' })
export const pictureHint = message({
  en: 'PNG, JPEG or WebP. It is cut to a square and made small in your browser.',
  zh: '支持 PNG、JPEG 或 WebP，将在浏览器中裁剪为正方形并缩小。',
})
export const choosePicture = message({ en: 'Choose a picture', zh: '选择图片' })
export const removePicture = message({ en: 'Remove', zh: '移除' })
export const badPicture = message({
  en: 'This file cannot be read as a picture. Choose a PNG, JPEG or WebP file.',
  zh: '无法将此文件识别为图片，请选择 PNG、JPEG 或 WebP 文件。',
})
export const seePublic = message({ en: 'See your public page', zh: '查看公开主页' })

export const passwordText = message({
  en: 'All your other sessions end when you change it. Access tokens and SSH keys stay.',
  zh: '修改密码后，其他登录会话都会结束；访问令牌与 SSH 密钥不受影响。',
})
export const currentPassword = message({ en: 'Current password', zh: '当前密码' })
export const repeatPassword = message({ en: 'New password again', zh: '再次输入新密码' })
export const notTheSame = message({ en: 'The two new passwords differ.', zh: '两次输入的新密码不一致。' })
export const changePassword = message({ en: 'Change password', zh: '修改密码' })
export const passwordChanged = message({
  en: 'Your password is changed, and your other sessions have ended.',
  zh: '密码已修改，其他登录会话已结束。',
})
export const wrongCurrent = message({ en: 'The current password is wrong.', zh: '当前密码不正确。' })

export const sessionsText = message({
  en: 'Browsers in which you are signed in. End those that you do not know, then change your password.',
  zh: '你已登录的浏览器。若有陌生的会话，请结束它并修改密码。',
})
export const thisBrowser = message({ en: 'This browser', zh: '当前浏览器' })
export const lastUsed = message({ en: 'Last used', zh: '最近使用' })
export const since = message({ en: 'Signed in', zh: '登录于' })
export const endsOn = message({ en: 'Ends by itself on', zh: '自动过期于' })
export const endSession = message({ en: 'End session', zh: '结束会话' })
export const endSessionOf = message<{ browser: string }>({
  en: ({ browser }) => `End the session of ${browser}`,
  zh: ({ browser }) => `结束 ${browser} 的会话`,
})
export const endSessionText = message({
  en: 'Whoever uses that browser has to sign in again.',
  zh: '使用该浏览器的人需要重新登录。',
})
export const unknownBrowser = message({ en: 'Unknown program', zh: '未知程序' })
export const browserOn = message<{ browser: string; system: string }>({
  en: ({ browser, system }) => `${browser} on ${system}`,
  zh: ({ browser, system }) => `${system} 上的 ${browser}`,
})

// SSH keys
export const sshText = message({
  en: 'With a key, git works over SSH without a password. Give the hub the public half; the private one never leaves your machine.',
  zh: '添加密钥后，即可通过 SSH 免密使用 Git。请只提供公钥，私钥始终留在你的电脑上。',
})
export const sshOff = message({
  en: 'This hub does not offer git over SSH at the moment. Use HTTPS with an access token instead.',
  zh: '本平台目前未开放通过 SSH 使用 Git，请改用 HTTPS 和访问令牌。',
})
export const sshNone = message({ en: 'No SSH keys yet', zh: '还没有 SSH 密钥' })
export const sshNoneText = message({
  en: 'Make one with the command below, then paste the line it prints.',
  zh: '用下面的命令生成一个，然后粘贴它输出的那一行。',
})
export const sshMake = message({ en: 'Make a key, print its public half', zh: '生成密钥并输出公钥' })
export const sshTry = message({ en: 'Try it', zh: '测试连接' })
export const sshClone = message({ en: 'Clone a repository', zh: '克隆仓库' })
export const sshAdd = message({ en: 'Add a key', zh: '添加密钥' })
export const sshTitle = message({ en: 'Name', zh: '名称' })
export const sshTitleHint = message({ en: 'Such as the machine it lies on.', zh: '例如密钥所在的电脑。' })
export const sshKey = message({ en: 'Public key', zh: '公钥' })
export const sshKeyHint = message({
  en: 'One line that starts with ssh-ed25519, ecdsa-sha2- or ssh-rsa.',
  zh: '以 ssh-ed25519、ecdsa-sha2- 或 ssh-rsa 开头的一行。',
})
export const sshFingerprint = message({ en: 'Fingerprint', zh: '指纹' })
export const added = message({ en: 'Added', zh: '添加于' })
export const remove = message({ en: 'Remove', zh: '移除' })
export const sshRemove = message<{ title: string }>({
  en: ({ title }) => `Remove the key “${title}”`,
  zh: ({ title }) => `移除密钥“${title}”`,
})
export const sshRemoveText = message({
  en: 'Git on the machine with this key can no longer reach your repositories over SSH. You can add the key again.',
  zh: '使用此密钥的电脑将无法再通过 SSH 访问你的仓库。之后可以重新添加。',
})

// The pages of somebody who is signed in
export const settingsPages = message({ en: 'Pages of your settings', zh: '设置页面' })
