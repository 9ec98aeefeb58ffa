import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  fileNames,
  hostileNotebook,
  markdownVectors,
} from '../packages/server/src/features/content/render/xss-corpus.ts'
import { hydrated, noBrowser, openSite, type Site } from './web.ts'

const attack = '<img src=x onerror=alert(1)><script>alert(1)</script>'
/** These end a text that is read whole: the notebook has them one by one. */
const swallows = /^<(!|noscript|title|textarea|xmp|noembed|plaintext)/
const files = ['README.md', 'all.ipynb', 'page.html', 'image.svg', ...fileNames]

const pageOf = (name: string): string => `/bob/hostile/blob/main/${encodeURIComponent(name)}`

describe('what attackers wrote', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await site.publish('bob', {
      id: 'bob/hostile',
      files: {
        ...Object.fromEntries(files.map((name) => [name, `# ${attack}\n\n${attack}\n`])),
        'README.md': markdownVectors.filter((vector) => !swallows.test(vector)).join('\n\n'),
        'all.ipynb': hostileNotebook(),
        'image.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
      },
    })
  })
  after(() => site[Symbol.asyncDispose]())

  /** Opens a page and waits until whatever would run has had its time. */
  const survive = async (path: string): Promise<void> => {
    const page = await site.visit({ as: 'alice' })
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const answer = await page.goto(path)
    assert.equal(answer!.status(), 200, path)
    await page.waitForLoadState('networkidle')
    assert.deepEqual(dialogs, [], path)
    assert.ok(page.url().startsWith(site.url), `${path} led to ${page.url()}`)
    await page.context().close()
  }

  it('runs in no page', async () => {
    for (const name of files) await survive(pageOf(name))
    for (const name of ['README.md', 'all.ipynb', 'image.svg', fileNames[0]!]) await survive(`${pageOf(name)}?source`)
  })

  it('does not run as a file of its own', async () => {
    for (const name of ['page.html', 'image.svg']) await survive(`/bob/hostile/resolve/main/${name}`)
  })

  it('leaves nothing in a page that only its policy holds back', async () => {
    const page = await site.visit()
    const refused: string[] = []
    // The frame of a diagram has a policy without a nonce, and is made to hold back what its source brings.
    page.on('console', (line) => {
      if (/Content.Security.Policy/i.test(line.text()) && /'nonce-\w/.test(line.text())) refused.push(line.text())
    })
    for (const name of ['README.md', 'all.ipynb']) {
      await page.goto(pageOf(name))
      await hydrated(page)
      assert.ok((await page.locator('.markdown').count()) > (name === 'all.ipynb' ? markdownVectors.length : 0))
      for (const bad of ['script', 'object', 'embed', 'base', 'form', 'style', 'svg'])
        assert.equal(await page.locator(`.markdown ${bad}`).count(), 0, bad)
    }
    assert.deepEqual(refused, [])
    await page.context().close()
  })

  it('reaches no other host', () => assert.deepEqual(site.foreign, []))
})
