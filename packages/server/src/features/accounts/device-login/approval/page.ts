import { createHash } from 'node:crypto'
import type { DeviceLogin } from '../service.ts'
import { words, type Language, type Words } from './words.ts'

export const approvalPath = '/login/device'

/** What the person sees: a place for the code, the question, or the end. */
export type View = { error?: string } & (
  | { kind: 'enter-code' }
  | {
      kind: 'decide'
      login: DeviceLogin
      /** whose session the browser has; null asks for name and password */
      loggedInAs: string | null
      /** what was typed last time */
      name?: string
      asksNewPassword: boolean
    }
  | { kind: 'approved' | 'denied' }
)

/** Plain HTML without scripts. */
export function renderPage(view: View, language: Language): string {
  const said = words[language]
  const error = view.error === undefined ? '' : html`<p class="error" role="alert">${view.error}</p>`
  const page = html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${said.title} · Kaihub</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${said.title}</h1>
          ${error} ${content(view, said)}
        </main>
      </body>
    </html> `
  return page.text
}

function content(view: View, said: Words): Html {
  if (view.kind === 'enter-code') return codeForm(said)
  if (view.kind === 'decide') return decisionForm(view, said)
  return html`<p>${view.kind === 'approved' ? said.approved : said.denied}</p>`
}

const codeForm = (said: Words): Html =>
  html`<form method="get" action="${approvalPath}">
    <p>${said.enterCode}</p>
    <label
      >${said.code}
      <input
        name="user_code"
        required
        autofocus
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="20"
        placeholder="XXXX-XXXX"
    /></label>
    <button>${said.goOn}</button>
  </form>`

function decisionForm(view: Extract<View, { kind: 'decide' }>, said: Words): Html {
  const { userCode, client, address } = view.login
  return html`<form method="post" action="${approvalPath}">
    <p>${said.compare}</p>
    <p class="code">${userCode}</p>
    <p>${said.from(client, address, Math.floor(view.login.ageSeconds / 60))}</p>
    <p class="warning">${said.warning}</p>
    <input type="hidden" name="user_code" value="${userCode}" />
    ${view.loggedInAs === null ? loginFields(view, said) : html`<p>${said.loggedInAs(view.loggedInAs)}</p>`}
    <button name="decision" value="approve">${said.approve}</button>
    <button name="decision" value="deny" formnovalidate>${said.deny}</button>
  </form>`
}

const loginFields = ({ name, asksNewPassword }: Extract<View, { kind: 'decide' }>, said: Words): Html =>
  html`<p>${said.logInToApprove}</p>
    <label
      >${said.name}
      <input name="name" required autocomplete="username" autocapitalize="none" maxlength="96" value="${name ?? ''}"
    /></label>
    <label
      >${said.password}
      <input name="password" type="password" required autocomplete="current-password" maxlength="1024"
    /></label>
    ${asksNewPassword ? newPasswordField(said) : ''}`

const newPasswordField = (said: Words): Html =>
  html`<label
    >${said.newPassword}
    <input name="newPassword" type="password" required autocomplete="new-password" minlength="8" maxlength="1024"
  /></label>`

type Html = { readonly text: string }

const raw = (text: string): Html => ({ text })

/** Whatever is put in is escaped, unless it is HTML of our own making. */
function html(strings: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const text = strings.reduce((before, piece, index) => {
    const value = values[index - 1] ?? ''
    return before + (typeof value === 'string' ? escape(value) : value.text) + piece
  })
  return { text: outdent(text) }
}

function outdent(text: string): string {
  return text.replaceAll(/\n\s*/g, '\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter]!)

/** Indented for us only: the hash in the policy is of what browsers see. */
const style = outdent(`
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem }
  label { display: block; margin: 1rem 0 }
  input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit }
  button { margin: .5rem .5rem 0 0; padding: .5rem 1.25rem; font: inherit }
  .code { font: 2rem ui-monospace, monospace; letter-spacing: .1em }
  .warning { border-left: .25rem solid; padding-left: .75rem }
  .error { border: 1px solid; border-radius: .25rem; padding: .5rem .75rem; font-weight: bold }
`)

/** Nothing but this page's one style, known by its hash, and forms that go back to us; no other site may frame it. */
export const contentPolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
