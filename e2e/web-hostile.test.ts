/** What people upload cannot run script in the hub's origin: every page that shows it, and every file opened by itself. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import {
  fileNames,
  hostileNotebook,
  markdownVectors,
} from '../packages/server/src/features/content/render/xss-corpus.ts'
import { hydrated, noBrowser, openSite, type Site } from './web.ts'

const script = `<script>top.pwned = 1; alert(document.cookie)</script>`
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject></svg>`
const files: Record<string, string> = {
  'README.md': `---\nlicense: mit\ntags: ['"><img src=x onerror=alert(1)>']\n---\n\n# Hostile\n\n${markdownVectors.join('\n\n')}\n`,
  'notebook.ipynb': hostileNotebook(),
  'page.html': `<!doctype html>${script}<img src=x onerror="alert(1)">`,
  'page.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>`,
  'image.svg': svg,
  'script.js': 'alert(1)',
  'data.csv': `a,"${script.replaceAll('"', '""')}"\n1,"<img src=x onerror=alert(1)>"\n`,
  'data.jsonl': `${JSON.stringify({ [script]: script })}\n`,
  'feed.xml': `<?xml version="1.0"?><?xml-stylesheet href="image.svg"?><a xmlns:b="http://www.w3.org/1999/xhtml"><b:script>alert(1)</b:script></a>`,
}

describe('hostile content', { skip: noBrowser }, () => {
  let site: Site
  let page: Page
  const alarms: string[] = []
  before(async () => {
    site = await openSite()
    const named = Object.fromEntries(fileNames.map((name) => [name, `${script}\n`]))
    await site.publish('bob', { id: 'bob/hostile', files: { ...files, ...named } })
    await site.publish('bob', { id: 'bob/hostile', type: 'dataset', files })
    page = await site.visit({ as: 'alice' })
    page.on('dialog', (dialog) => {
      alarms.push(`${page.url()}: ${dialog.message()}`)
      void dialog.dismiss()
    })
  })
  after(() => site[Symbol.asyncDispose]())

  /** Opens an address and everything that a person might press in it without leaving. */
  async function open(address: string): Promise<void> {
    await page.goto(address, { waitUntil: 'load' })
    await hydrated(page)
    await page.evaluate(() => {
      const frame = globalThis as unknown as { document: { querySelectorAll: (all: string) => Iterable<Pressable> } }
      for (const each of frame.document.querySelectorAll('main *'))
        for (const type of ['mouseover', 'focus', 'toggle', 'animationstart', 'load', 'error'])
          each.dispatchEvent(new Event(type))
      for (const each of frame.document.querySelectorAll('main a[href^="javascript" i], main a[href^="data" i]'))
        each.click?.()
    })
    await page.waitForTimeout(150)
  }

  for (const prefix of ['', '/datasets'])
    it(`runs nothing on the pages of ${prefix || 'a model'}`, async () => {
      for (const rest of ['', '/tree/main', ...Object.keys(files).map((file) => `/blob/main/${file}`)])
        await open(`${prefix}/bob/hostile${rest}`)
      for (const name of prefix ? [] : fileNames)
        await open(`/bob/hostile/blob/main/${name.split('/').map(encodeURIComponent).join('/')}`)
      assert.deepEqual(alarms, [])
      assert.equal(await page.evaluate('globalThis.pwned'), undefined)
    })

  it('runs nothing in the lists that name it', async () => {
    for (const address of [
      '/',
      '/models',
      '/models?search=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      '/bob',
      '/search?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
    ])
      await open(address)
    assert.deepEqual(alarms, [])
  })

  it('runs nothing when a file is opened by itself, and no page may take it for a script', async () => {
    for (const file of Object.keys(files))
      for (const way of ['resolve', 'raw']) {
        const address = `${site.url}/bob/hostile/${way}/main/${file}`
        const answer = await fetch(address)
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', address)
        assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/, address)
        assert.doesNotMatch(answer.headers.get('content-type') ?? '', /html|javascript|\/xml/, address)
        // a download is no page to look at
        await page.goto(address).catch(() => {})
        await page.waitForTimeout(150)
      }
    assert.deepEqual(alarms, [])
    await open('/models')
    const ran = await page.evaluate(
      `new Promise((resolve) => {
        const element = document.createElement('script')
        element.src = '/bob/hostile/resolve/main/script.js'
        element.onload = () => resolve('loaded')
        element.onerror = () => resolve('refused')
        document.head.append(element)
      })`,
    )
    assert.equal(ran, 'refused')
    assert.deepEqual(alarms, [])
  })

  it('stays behind a policy that lets no inline script run', async () => {
    await open('/models')
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="/nope" onerror="globalThis.pwned = 2">')`,
    )
    await page.waitForTimeout(300)
    assert.equal(await page.evaluate('globalThis.pwned'), undefined)
    // and had something run, it would have been heard
    await page.evaluate('alert("heard")')
    assert.equal(alarms.length, 1)
  })
})

type Pressable = { dispatchEvent: (event: Event) => void; click?: () => void }
