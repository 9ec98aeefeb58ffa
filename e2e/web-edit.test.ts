import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertGood, editor, noBrowser, openSite, shoot, typeAtStart, type Site } from './web.ts'

describe('editing in the browser', { skip: noBrowser }, () => {
  let site: Site
  before(async () => (site = await openSite()))
  after(() => site[Symbol.asyncDispose]())

  for (const [lang, words] of Object.entries({
    en: { license: 'License', tags: 'Tags', add: 'Add', commit: 'Commit to main', preview: 'Preview' },
    zh: { license: '许可证', tags: '标签', add: '添加', commit: '提交到 main', preview: '预览' },
  }) as ['en' | 'zh', Record<'license' | 'tags' | 'add' | 'commit' | 'preview', string>][])
    it(`edits a card by form and by hand with a preview, in ${lang}`, async () => {
      const id = `alice/card-${lang}`
      await site.publish('alice', {
        id,
        files: { 'README.md': '---\n# why\nlicense: mit # yes\nodd: {a: 1}\n---\n# Title\n' },
      })
      const page = await site.visit({ as: 'alice', lang, theme: lang === 'en' ? 'light' : 'dark' })
      await page.goto(`/${id}/edit/main/README.md`)
      await page.waitForSelector(editor)
      await page.getByLabel(words.license, { exact: true }).fill('apache-2.0')
      await page.getByLabel(words.license, { exact: true }).press('Tab')
      await page.getByLabel(words.tags, { exact: true }).fill('chess')
      await page.getByLabel(words.tags, { exact: true }).press('Enter')
      await page.locator(editor).press('Control+End')
      await page.keyboard.type('Plays **chess**.<script>alert(1)</script>')
      await page.getByRole('region', { name: words.preview }).locator('strong', { hasText: 'chess' }).waitFor()
      await assertGood(page)
      await shoot(page, `edit-card-${lang}`)
      await page.getByRole('button', { name: words.commit }).click()
      await page.waitForURL(`**/${id}/blob/main/README.md`)
      assert.equal(
        String(await site.read(id, 'README.md')),
        '---\n# why\nlicense: apache-2.0 # yes\nodd: {a: 1}\ntags:\n- chess\n---\n# Title\nPlays **chess**.<script>alert(1)</script>',
      )
      await page.context().close()
    })

  it('keeps the ends of lines that nobody touched, and words that are not typed to their end', async () => {
    const mixed = 'one\r\ntwo\nthree\rfour\n'
    await site.publish('alice', { id: 'alice/ends', files: { 'mixed.txt': mixed, 'README.md': '# Ends\n' } })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/ends/edit/main/mixed.txt')
    await page.waitForSelector(editor)
    assert.ok(await page.getByRole('button', { name: 'Commit to main' }).isDisabled(), 'nothing has changed')
    await typeAtStart(page, 'x')
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.waitForURL('**/blob/main/mixed.txt')
    assert.equal(String(await site.read('alice/ends', 'mixed.txt')), `x${mixed}`)

    await page.goto('/alice/ends/edit/main/README.md')
    await page.waitForSelector(editor)
    const tags = page.getByLabel('Tags', { exact: true })
    await tags.fill('qi')
    await tags.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    assert.equal(await tags.inputValue(), 'qi', 'Enter chose a word of the input method')
    await page.context().close()
  })

  it('ends lines as the version does that one goes on with', async () => {
    const theirs = 'one\r\ntwo\nthree\r\n'
    await site.publish('alice', { id: 'alice/theirs', files: { 'a.txt': 'one\r\ntwo\r\n' } })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/theirs/edit/main/a.txt')
    await typeAtStart(page, 'mine ')
    await site.publish('alice', { id: 'alice/theirs', files: { 'a.txt': theirs } })
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.getByRole('button', { name: 'Replace mine by theirs' }).click()
    await typeAtStart(page, 'mine ')
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.waitForURL('**/blob/main/a.txt')
    assert.equal(String(await site.read('alice/theirs', 'a.txt')), `mine ${theirs}`)
    await page.context().close()
  })

  it('keeps both versions when somebody else was quicker, and minds only the same file', async () => {
    await site.publish('alice', { id: 'alice/race', files: { 'a.txt': 'first\n' } })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/race/edit/main/a.txt')
    await typeAtStart(page, 'mine ')
    await site.publish('alice', { id: 'alice/race', files: { 'a.txt': 'theirs\n', 'b.txt': 'x' } })
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.getByText('Somebody changed this file').waitFor()
    await page.locator('pre', { hasText: 'theirs' }).waitFor()
    await assertGood(page)
    await shoot(page, 'edit-conflict')
    assert.equal(String(await site.read('alice/race', 'a.txt')), 'theirs\n')
    await page.getByRole('button', { name: 'Continue with mine' }).click()
    await site.publish('alice', { id: 'alice/race', files: { 'b.txt': 'another file' } })
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.waitForURL('**/blob/main/a.txt')
    assert.equal(String(await site.read('alice/race', 'a.txt')), 'mine first\n')
    assert.equal(String(await site.read('alice/race', 'b.txt')), 'another file')
    await page.context().close()
  })
})
