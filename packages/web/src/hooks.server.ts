import { AsyncLocalStorage } from 'node:async_hooks'
import { createKaihubClient } from '@kaihub/client'
import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import { fetchFromHub } from '#lib/hub.ts'
import { isLocale, preferredLocale, readLocaleWith, type Locale } from '#lib/i18n/locale.ts'

const locale = new AsyncLocalStorage<Locale>()
readLocaleWith(() => locale.getStore() ?? 'en')

const aYear = 365 * 24 * 3600
const themes = ['auto', 'light', 'dark'] as const
const choices = { lang: ['en', 'zh'], theme: themes, keys: ['on', 'off'] } as const

export const handle: Handle = async ({ event, resolve }) => {
  keepChoices(event)
  event.locals.locale = localeOf(event)
  event.locals.theme = themes.find((theme) => theme === event.cookies.get('theme')) ?? 'auto'
  event.locals.keys = event.cookies.get('keys') === 'off' ? 'off' : 'on'
  event.locals.hub = clientOf(event)
  const response = await locale.run(event.locals.locale, () =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%lang%', event.locals.locale === 'zh' ? 'zh-CN' : 'en')
          .replace('%theme%', event.locals.theme)
          .replace('%keys%', event.locals.keys),
    }),
  )
  protect(response, event.url.origin)
  return response
}

/** `?lang=zh`, `?theme=dark` and `?keys=off` are kept in a cookie: switching works as a plain link, without a script. */
function keepChoices({ url, cookies }: RequestEvent): void {
  const made = Object.entries(choices).filter(([name]) => url.searchParams.has(name))
  if (made.length === 0) return
  const kept = { path: '/', maxAge: aYear, httpOnly: false, secure: url.protocol === 'https:' } as const
  const rest = new URLSearchParams(url.searchParams)
  for (const [name, known] of made) {
    const value = known.find((one) => one === rest.get(name))
    if (value) cookies.set(name, value, kept)
    rest.delete(name)
  }
  redirect(303, `${url.pathname.replace(/^\/+/, '/')}${rest.size > 0 ? `?${rest}` : ''}`)
}

function localeOf({ cookies, request }: RequestEvent): Locale {
  const kept = cookies.get('lang')
  return isLocale(kept) ? kept : preferredLocale(request.headers.get('accept-language'))
}

/** The hub as the person asking sees it: their cookie goes along, and what the hub wrote down of where they are. */
function clientOf({ platform, request, url }: RequestEvent): App.Locals['hub'] {
  const handedOn = ['cookie', 'x-kaihub-reader'].flatMap((name): [string, string][] => {
    const value = request.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const hub = platform?.hubUrl ?? url.origin
  return createKaihubClient({
    url: hub,
    fetch: (input, init) => {
      const request = new Request(input, init)
      for (const [name, value] of handedOn) request.headers.set(name, value)
      return fetchFromHub(request)
    },
  })
}

/** Scripts come from our own folder alone: 'self' would also mean files that somebody uploaded. */
function protect(response: Response, origin: string): void {
  const policy = response.headers.get('content-security-policy')
  if (policy)
    response.headers.set(
      'content-security-policy',
      policy.replace(/(script-src|worker-src) 'self'/g, `$1 ${origin}/_app/`),
    )
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  response.headers.set('vary', 'Cookie, Accept-Language')
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
}
