import { currentLocale, type Locale } from './locale.ts'

type Plain = Record<Locale, string>
type Filled<P> = Record<Locale, (values: P) => string>

/**
 * One text of the site in every language: a missing one does not compile, and a test finds those that nobody uses.
 *
 *     export const signIn = message({ en: 'Sign in', zh: '登录' })
 *     export const files = message<{ count: number }>({ en: ({ count }) => …, zh: ({ count }) => … })
 */
export function message(texts: Plain): () => string
export function message<P>(texts: Filled<P>): (values: P) => string
export function message(texts: Plain | Filled<unknown>): (values?: unknown) => string {
  return (values) => {
    const text = texts[currentLocale()]
    return typeof text === 'string' ? text : text(values)
  }
}

/** `1 file`, `3 files` */
export const counted = (count: number, one: string, many: string): string =>
  `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`
