const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

export const isLocale = (text: string | null | undefined): text is Locale => locales.includes(text as Locale)

/** In the browser the page says it; while rendering, each request has its own (`hooks.server.ts`). */
let read = (): Locale => (document.documentElement.lang.startsWith('zh') ? 'zh' : 'en')

export const currentLocale = (): Locale => read()

export function readLocaleWith(reader: () => Locale): void {
  read = reader
}

/** The first language of an Accept-Language header that we speak (RFC 9110 12.5.4). */
export function preferredLocale(header: string | null): Locale {
  const wishes = (header ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...rest] = wish.trim().split(';')
      const quality = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1)
      return { language: tag.split('-')[0]?.toLowerCase(), quality }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  return wishes.map(({ language }) => language).find(isLocale) ?? 'en'
}
