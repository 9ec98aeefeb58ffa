export type Language = 'en' | 'zh'

export type Fault = 'unknownCode' | 'wrongPassword' | 'oneTimePassword' | 'weakPassword' | 'tooManyTokens'

export type Words = {
  title: string
  enterCode: string
  code: string
  goOn: string
  compare: string
  from: (client: string, address: string | null, minutes: number) => string
  warning: string
  loggedInAs: (name: string) => string
  logInToApprove: string
  name: string
  password: string
  newPassword: string
  approve: string
  deny: string
  approved: string
  denied: string
  faults: Record<Fault, string>
  wait: (seconds: number) => string
}

export const words: Record<Language, Words> = {
  en: {
    title: 'Log in on a device',
    enterCode: 'Enter the code that your device shows.',
    code: 'Code',
    goOn: 'Continue',
    compare: 'Does your device show exactly this code?',
    from: (client, address, minutes) =>
      `Asked for by ${client}${address === null ? '' : ` from ${address}`}, ` +
      `${minutes === 0 ? 'less than a minute' : minutes === 1 ? 'a minute' : `${minutes} minutes`} ago.`,
    warning:
      'Approve only if you have just started this login yourself. If somebody sent you this link or this code, deny: ' +
      'the device will read and write everything that you can.',
    loggedInAs: (name) => `You are logged in here as ${name}.`,
    logInToApprove: 'To approve, say who you are.',
    name: 'User name',
    password: 'Password',
    newPassword: 'New password',
    approve: 'Approve',
    deny: 'Deny',
    approved: 'Done. Your device will be logged in within seconds; you may close this page.',
    denied: 'Denied. The device gets no access; you may close this page.',
    faults: {
      unknownCode: 'This code is unknown, expired or already used. Look again, or start anew on your device.',
      wrongPassword: 'Invalid username or password.',
      oneTimePassword: 'This password is good for one login only: enter it again, and a new one that you choose.',
      weakPassword: 'The new password needs at least 8 characters and must differ from the old one.',
      tooManyTokens: 'You have too many access tokens: revoke some in your settings first.',
    },
    wait: (seconds) => `Too many attempts: try again in ${seconds} seconds.`,
  },
  zh: {
    title: '设备登录',
    enterCode: '请输入设备上显示的代码。',
    code: '代码',
    goOn: '继续',
    compare: '您的设备上显示的代码与此完全一致吗？',
    from: (client, address, minutes) =>
      `请求来自 ${client}${address === null ? '' : `（${address}）`}，${minutes === 0 ? '不到 1 分钟前' : `${minutes} 分钟前`}。`,
    warning:
      '仅当您本人刚刚发起此次登录时才可批准。如果此链接或代码是别人发给您的，请拒绝：获准的设备可以读写您有权访问的一切内容。',
    loggedInAs: (name) => `您当前以 ${name} 的身份登录。`,
    logInToApprove: '批准前请先验证身份。',
    name: '用户名',
    password: '密码',
    newPassword: '新密码',
    approve: '批准',
    deny: '拒绝',
    approved: '完成。您的设备将在几秒内登录，现在可以关闭此页面。',
    denied: '已拒绝。该设备不会获得访问权限，现在可以关闭此页面。',
    faults: {
      unknownCode: '此代码无效、已过期或已被使用。请核对，或在设备上重新开始。',
      wrongPassword: '用户名或密码错误。',
      oneTimePassword: '此密码只能使用一次：请再次输入它，并设置一个新密码。',
      weakPassword: '新密码至少需要 8 个字符，且不能与旧密码相同。',
      tooManyTokens: '您的访问令牌过多：请先在设置中撤销一部分。',
    },
    wait: (seconds) => `尝试次数过多：请在 ${seconds} 秒后重试。`,
  },
}

/** The one a browser likes better (`zh-CN,zh;q=0.9,en;q=0.8`); English when it says nothing. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',').map(readWish)
  const best = (language: Language) =>
    Math.max(0, ...wishes.filter((wish) => wish.language === language).map(({ weight }) => weight))
  return best('zh') > best('en') ? 'zh' : 'en'
}

function readWish(text: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = text.trim().toLowerCase().split(';')
  const q = parameters
    .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
    .find((value) => value !== undefined)
  return { language: tag.split('-')[0] ?? '', weight: q === undefined ? 1 : Number(q) || 0 }
}
