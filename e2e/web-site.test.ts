import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

describe('the site', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await site.publish('alice', { id: 'alice/first', files: { 'README.md': '# First\n' } })
    await site.publish('alice', { id: 'alice/empty' })
    await site.publish('alice', { id: 'alice/words', type: 'dataset', files: { 'train.csv': 'word\none\n' } })
  })
  after(() => site[Symbol.asyncDispose]())

  for (const lang of ['en', 'zh'] as const satisfies Lang[]) {
    it(`greets in ${lang}, by day and by night`, async () => {
      for (const theme of ['light', 'dark'] as const) {
        const page = await site.visit({ lang, theme })
        await page.goto('/')
        await hydrated(page)
        assert.equal(await page.getAttribute('html', 'lang'), lang === 'zh' ? 'zh-CN' : 'en')
        await assertGood(page)
        await shoot(page, `home-${lang}-${theme}`)
        await page.context().close()
      }
    })
  }

  it('changes its language by a plain link and keeps it', async () => {
    const page = await site.visit({ script: false })
    await page.goto('/models')
    await page.click('a[hreflang="zh-CN"]')
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN')
    assert.equal(new URL(page.url()).search, '')
    await page.goto('/')
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN')
    await page.context().close()
  })

  it('tells search engines and link previews what each public page is', async () => {
    const [commit] = (await (await fetch(`${site.url}/api/models/alice/first/commits/main`)).json()) as { id: string }[]
    const pages: [path: string, canonical: string, isFound: boolean][] = [
      ['/', '/', true],
      ['/models', '/models', true],
      ['/models?sort=likes', '/models', true],
      ['/models?search=x', '/models', false],
      ['/search?q=x', '/search', false],
      ['/alice', '/alice', true],
      ['/alice/first', '/alice/first', true],
      ['/alice/first/tree/main', '/alice/first/tree/main', true],
      ['/alice/first/blob/main/README.md', '/alice/first/blob/main/README.md', true],
      ['/alice/first/blob/main/README.md?source', '/alice/first/blob/main/README.md', false],
      ['/alice/first/commits/main', '/alice/first/commits/main', false],
      [`/alice/first/commit/${commit!.id}`, `/alice/first/commit/${commit!.id}`, false],
      ['/alice/first/compare/', '/alice/first/compare/', false],
      ['/alice/first/tensor-diff', '/alice/first/tensor-diff', false],
      ['/datasets/alice/words/viewer', '/datasets/alice/words/viewer/default/train', true],
    ]
    for (const [path, canonical, isFound] of pages) {
      const html = await (await fetch(site.url + path)).text()
      const read = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? ''
      assert.equal(read(/<link rel="canonical" href="([^"]*)"/), site.url + canonical, path)
      assert.equal(read(/<meta property="og:url" content="([^"]*)"/), site.url + canonical, path)
      assert.equal(read(/<meta name="robots" content="([^"]*)"/) === '', isFound, path)
      const title = read(/<title>([^<]*) · Kaihub<\/title>/)
      assert.ok(title !== '' && title === read(/<meta property="og:title" content="([^"]*)"/), path)
      assert.ok(read(/<meta name="description" content="([^"]*)"/).length > 10, path)
    }
  })

  for (const lang of ['en', 'zh'] as const satisfies Lang[])
    it(`has keys that are told and can be turned off (${lang})`, async () => {
      const page = await site.visit({ lang })
      const focused = (): Promise<string> => page.evaluate('document.activeElement.name ?? ""')
      await page.goto('/alice/first/tree/main')
      await hydrated(page)
      await page.keyboard.press('?')
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Ctrl + K').waitFor()
      await assertGood(page)
      await dialog.getByRole('link').click()
      await page.waitForURL('**/-/keyboard')
      await page.keyboard.press('/')
      assert.equal(await focused(), 'q')
      await assertGood(page)
      await page.locator('a[href="?keys=off"]').click()
      await page.locator('a[href="?keys=on"]').waitFor()
      await hydrated(page)
      await page.keyboard.press('/')
      await page.keyboard.press('?')
      assert.notEqual(await focused(), 'q')
      await page.keyboard.press('Control+k')
      assert.equal(await focused(), 'q')
      await assertGood(page)
      await page.goto('/alice/first/tree/main')
      await hydrated(page)
      await page.keyboard.press('t')
      assert.equal(await page.getByRole('dialog').count(), 0)
      await page.context().close()
    })

  it('says kindly that a page is missing', async () => {
    const page = await site.visit()
    const answer = await page.goto('/nobody/nothing')
    assert.ok([401, 404].includes(answer!.status()))
    await hydrated(page)
    await assertGood(page)
    await page.context().close()
  })

  it('brings less than 50 kB of scripts with lists and front pages', async () => {
    for (const as of [undefined, 'alice'] as const)
      for (const path of ['/', '/models', '/alice', '/alice/first', '/datasets/alice/words', '/alice/empty']) {
        const page = await site.visit(as ? { as } : {})
        await page.goto(path, { waitUntil: 'networkidle' })
        const bytes = await page.evaluate(() =>
          (performance.getEntriesByType('resource') as unknown as { name: string; encodedBodySize: number }[])
            .filter(({ name }) => name.endsWith('.js'))
            .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
        )
        assert.ok(bytes > 10_000 && bytes < 50_000, `${path} has ${bytes} bytes of scripts`)
        await page.context().close()
      }
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
