/** The site in Debian's Chromium: a whole hub in this process, people with sessions, pages in either language. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createKaihubClient } from '@kaihub/client'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { loadConfig, readEnvironment } from '../packages/server/src/config/index.ts'
import { operator } from '../packages/server/src/features/accounts/index.ts'
import { openHub } from '../packages/server/src/hub.ts'
import { createLog } from '../packages/server/src/kit/console-log.ts'
import { rootFolder } from './clients/registry.ts'
import { runCommand } from './run.ts'

export type Lang = 'en' | 'zh'
export type Visit = {
  lang?: Lang
  as?: 'alice' | 'bob' | 'root'
  width?: number
  theme?: 'light' | 'dark'
  script?: boolean
}
export type Site = Awaited<ReturnType<typeof openSite>>

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file))

/** Why the tests of the site cannot run here: `describe('…', { skip: noBrowser }, …)`. */
export const noBrowser =
  executablePath || process.env['CI'] ? false : 'they need a browser: apt-get install chromium fonts-noto-cjk'

const shots = path.join(rootFolder, '.cache/screenshots')

/** Alice and Bob have an organization, `lab`, whose administrator Alice is; root administers the hub. */
export async function openSite({ signUp = 'closed' }: { signUp?: 'open' | 'closed' } = {}) {
  await runCommand(process.execPath, [path.join(rootFolder, 'scripts/build-site.ts')], {
    env: process.env as Record<string, string>,
    seconds: 600,
  })
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(tmpdir(), 'kaihub-web-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const config = loadConfig({
    ...readEnvironment(),
    KAIHUB_LOG_LEVEL: 'warn',
    KAIHUB_DATA: folder,
    KAIHUB_PORT: '0',
    KAIHUB_SSH_PORT: '0',
    KAIHUB_SIGN_UP: signUp,
  })
  const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) })
  const hub = stack.use(await openHub(config, { log, role: 'serve' }))
  const { url } = await hub.listen()
  stack.defer(() => hub.drain(0))
  const { accounts } = hub.services
  const tokens = new Map<string, string>()
  for (const name of ['alice', 'bob', 'root'] as const) {
    await accounts.createUser(operator, { name, password: passwordOf(name), isAdmin: name === 'root' })
    const { secret } = await accounts.createAccessToken(operator, { displayName: 'test', role: 'write', user: name })
    tokens.set(name, secret)
  }
  await accounts.createOrganization(operator, { name: 'lab', fullName: 'The Lab', admin: 'alice' })
  await accounts.setMember(operator, 'lab', { user: 'bob', role: 'contributor' })

  assert.ok(executablePath, 'Chromium is missing: apt-get install chromium')
  const browser = await chromium.launch({
    // it reads names of files by it, whatever this shell has
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  stack.defer(() => browser.close())
  const foreign: string[] = []

  /** A fresh browser profile; every request to another host is refused and remembered. */
  async function visit({ lang = 'en', as, width = 1280, theme = 'light', script = true }: Visit = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: url,
      locale: lang === 'zh' ? 'zh-CN' : 'en-US',
      colorScheme: theme,
      viewport: { width, height: 900 },
      javaScriptEnabled: script,
    })
    await context.route(
      (address) => /^https?:$/.test(address.protocol) && address.origin !== url,
      (route) => {
        foreign.push(route.request().url())
        return route.abort()
      },
    )
    if (as) await signIn(context, as)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (line) => {
      // The second: what the hub rendered is not what scripts expect, so that they build the page anew.
      if (/Content.Security.Policy|hydration/i.test(line.text())) faults.push(line.text())
    })
    pageFaults.set(page, faults)
    return page
  }

  async function signIn(context: BrowserContext, name: string): Promise<void> {
    const answer = await context.request.post('/api/login', {
      headers: { Origin: url },
      data: { name, password: passwordOf(name) },
    })
    assert.equal(answer.status(), 200, await answer.text())
  }

  const owned = stack.move()
  return {
    url,
    hub,
    visit,
    /** the typed client as one of them */
    client: (name: string) => createKaihubClient({ url, token: tokens.get(name)! }),
    token: (name: string) => tokens.get(name)!,
    /** a file of a model or, with its prefix, of another repo, as alice gets it */
    read: (repo: string, file: string) => read(`${url}/${repo}/resolve/main/${file}`, tokens.get('alice')!),
    /** makes a repo with these files */
    publish: (name: string, repo: NewRepo) => publish(url, tokens.get(name)!, repo),
    foreign,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function read(address: string, token: string): Promise<Buffer> {
  const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200, await answer.clone().text())
  return Buffer.from(await answer.arrayBuffer())
}

export const passwordOf = (name: string): string => `${name} has a password`

const pageFaults = new WeakMap<Page, string[]>()

export type NewRepo = {
  id: string
  type?: 'model' | 'dataset' | 'space' | 'code'
  private?: boolean
  files?: Record<string, string | Uint8Array>
}

async function publish(
  url: string,
  token: string,
  { id, type = 'model', files = {}, ...rest }: NewRepo,
): Promise<void> {
  const [organization = '', name = ''] = id.split('/')
  const client = createKaihubClient({ url, token })
  const sdk = type === 'space' ? { sdk: 'static' } : {}
  const made = await client.POST('/api/repos/create', { body: { name, organization, type, ...sdk, ...rest } })
  assert.ok(made.response.ok || made.response.status === 409, JSON.stringify(made.error))
  if (Object.keys(files).length === 0) return
  const lines = [
    { key: 'header', value: { summary: 'First files' } },
    ...Object.entries(files).map(([file, content]) => ({
      key: 'file',
      value: { path: file, content: Buffer.from(content as string).toString('base64'), encoding: 'base64' },
    })),
  ]
  const answer = await fetch(`${url}/api/${type === 'code' ? 'code' : `${type}s`}/${id}/commit/main`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  assert.ok(answer.ok, await answer.text())
}

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** No rule of WCAG 2.2 A and AA is broken that axe can check, no script failed and no policy was hit on this page. */
export async function assertGood(page: Page): Promise<void> {
  // as an isolated script of the test, so that the page's own policy stays as strict as it is
  await page.evaluate(await readFile(axeSource, 'utf8'))
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const axe = (globalThis as unknown as { axe: AxeRunner }).axe
    const { violations: found } = await axe.run({ runOnly: tags })
    return found.map(
      ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(({ html }) => html.slice(0, 200)).join('\n    ')}`,
    )
  })
  assert.deepEqual(violations, [], `axe at ${page.url()}`)
  assert.deepEqual(pageFaults.get(page), [], `faults at ${page.url()}`)
}

type AxeRunner = {
  run: (options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>
}

/** Kept in `.cache/screenshots`, to be looked at. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}

/** Waits until scripts have taken over what the server rendered. */
export const hydrated = (page: Page): Promise<unknown> => page.waitForSelector('html[data-ready]')

/** What forms and dialogs are found by. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
export const dialog = (page: Page) => page.getByRole('dialog')

/** Where a text is written. */
export const editor = '[data-editor] .cm-content'

/** Writes at the start of the text in the editor, once it is there. */
export async function typeAtStart(page: Page, text: string): Promise<void> {
  await page.locator(editor).press('Control+Home')
  await page.keyboard.type(text)
}

/** with scripts at work */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await hydrated(page)
}

/** presses the button of the dialog that asks, after typing what it wants typed */
export async function confirm(page: Page, action: string, typed?: string): Promise<void> {
  if (typed !== undefined) await dialog(page).getByRole('textbox').fill(typed)
  await dialog(page).getByRole('button', { name: action, exact: true }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}
