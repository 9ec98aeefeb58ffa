import type { Transport } from '@sveltejs/kit/hooks'
import { inPage, Markup } from '#lib/markup/markup.ts'

/** How markup travels among the data of a page. */
export const transport: Transport = {
  Markup: {
    // nothing that is false may travel
    encode: (value: unknown) => value instanceof Markup && (value.isInPage ? inPage : value.html || inPage),
    decode: (html: string) => new Markup(html),
  },
}
