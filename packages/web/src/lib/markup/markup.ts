/** Stands for markup that is in the page already. */
export const inPage = ' '

/**
 * HTML that the server made: what never changes in the browser brings no code there. Only from `renderMarkup` and from the
 * hub's render API, as it is put into the page as it is. A page that is opened by its address has it once, in the
 * document, and not again among its data (`hooks.ts`).
 */
export class Markup {
  readonly html: string
  readonly isInPage: boolean
  constructor(html: string, isInPage = false) {
    this.html = html
    this.isInPage = isInPage
  }
}
