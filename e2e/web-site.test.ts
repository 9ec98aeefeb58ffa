import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

describe('the site', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await site.publish('alice', { id: 'alice/first', files: { 'README.md': '# First\n' } })
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

  it('says kindly that a page is missing', async () => {
    const page = await site.visit()
    const answer = await page.goto('/nobody/nothing')
    assert.ok([401, 404].includes(answer!.status()))
    await hydrated(page)
    await assertGood(page)
    await page.context().close()
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
