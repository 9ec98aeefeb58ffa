import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

const langs = ['en', 'zh'] as const satisfies Lang[]
const say = (lang: Lang, en: string, zh: string): string => (lang === 'en' ? en : zh)

const card = `---
license: mit
tags: [a, a, b]
language: [en, en]
datasets: [alice/words, alice/words]
base_model: [alice/large, alice/large]
---
# Twice
`

/** As a link in the page does it, without loading everything anew. */
const follow = (page: Page, href: string): Promise<unknown> =>
  page.evaluate(`{
    const link = Object.assign(document.createElement('a'), { href: ${JSON.stringify(href)}, textContent: 'there' })
    document.querySelector('main').append(link)
    link.click()
  }`)

describe('repos out of the ordinary, in the browser', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site[Symbol.asyncDispose]())

  async function branch(repo: string, name: string): Promise<void> {
    const [namespace = '', of = ''] = repo.split('/')
    const path = { types: 'models', namespace, name: of, rest: name } as const
    const answer = await site.client('alice').POST('/api/{types}/{namespace}/{name}/branch/{rest}', {
      params: { path },
      body: {},
      parseAs: 'text',
    })
    assert.ok(answer.response.ok, JSON.stringify(answer.error))
  }

  for (const lang of langs) {
    it(`a card that says everything twice is shown and edited (${lang})`, async () => {
      await site.publish('alice', { id: 'alice/twice', files: { 'README.md': card } })
      const page = await site.visit({ lang, as: 'alice' })
      await page.goto('/alice/twice')
      await hydrated(page)
      await page.getByRole('heading', { name: 'Twice', exact: true }).waitFor()
      await assertGood(page)
      await page.goto('/alice/twice/edit/main/README.md')
      await hydrated(page)
      await page.waitForSelector('[data-editor] .cm-content')
      await page.getByRole('listitem').filter({ hasText: 'alice/large' }).nth(1).waitFor()
      await assertGood(page)
      await page.context().close()
    })

    it(`a card too large for a page says so and can be read (${lang})`, async () => {
      await site.publish('alice', { id: 'alice/long', files: { 'README.md': 'long words '.repeat(100_000) } })
      const page = await site.visit({ lang, script: false })
      await page.goto('/alice/long')
      await page.getByText(say(lang, 'too large to be made into a page', '文件过大')).waitFor()
      await shoot(page, `card-too-large-${lang}`)
      await page.getByRole('link', { name: say(lang, 'Read README.md', '查看 README.md 原文') }).click()
      await page.getByText('long words').waitFor()
      await page.context().close()
    })
  }

  it('shows the files of another branch where main is empty', async () => {
    await site.publish('alice', { id: 'alice/aside' })
    await branch('alice/aside', 'dev')
    const page = await site.visit()
    await page.goto('/alice/aside')
    await hydrated(page)
    await assertGood(page)
    await page.getByRole('link', { name: 'dev' }).click()
    await page.waitForURL('**/alice/aside/tree/dev')
    await page.context().close()
  })

  it('edits on branches whose names are words of addresses or have slashes', async () => {
    await site.publish('alice', { id: 'alice/named', files: { 'edit/a.txt': 'a of all' } })
    for (const name of ['edit', 'feature/x']) await branch('alice/named', name)
    const page = await site.visit({ as: 'alice' })
    for (const [place, name] of [
      ['edit/edit/a.txt', 'edit'],
      ['feature/x/edit/a.txt', 'feature/x'],
      ['feature%2Fx/edit/a.txt', 'feature/x'],
    ] as const) {
      await page.goto(`/alice/named/edit/${place}`)
      await hydrated(page)
      assert.equal(await page.getByLabel('Path').inputValue(), 'edit/a.txt', place)
      await page.getByRole('button', { name: `Commit to ${name}`, exact: true }).waitFor()
    }
    await page.goto('/alice/named/upload/feature/x/edit')
    await hydrated(page)
    assert.equal(await page.getByLabel('Branch').inputValue(), 'feature/x')
    await page.context().close()
  })

  it('begins afresh where one page of a file follows another', async () => {
    await site.publish('alice', {
      id: 'alice/pair',
      files: { 'a.txt': 'text of a', 'b.txt': 'text of b', 'a.csv': 'x\nfirst\n', 'b.csv': 'x\nsecond\n' },
    })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/pair/edit/main/a.txt')
    await hydrated(page)
    await page.locator('[data-editor] .cm-content', { hasText: 'text of a' }).waitFor()
    await follow(page, '/alice/pair/edit/main/b.txt')
    await page.locator('[data-editor] .cm-content', { hasText: 'text of b' }).waitFor()
    assert.equal(await page.getByLabel('Path').inputValue(), 'b.txt')

    await page.goto('/alice/pair/blob/main/a.csv')
    await hydrated(page)
    await page.getByRole('cell', { name: 'first' }).waitFor()
    await follow(page, '/alice/pair/blob/main/b.csv')
    await page.getByRole('cell', { name: 'second' }).waitFor()
    await assertGood(page)
    await page.context().close()
  })

  it('tells when others changed or deleted a folder that was to be deleted', async () => {
    await site.publish('alice', { id: 'alice/folders', files: { 'dir/a.txt': '1', 'b.txt': '1' } })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/folders/edit/main/dir')
    await hydrated(page)
    await site.publish('alice', { id: 'alice/folders', files: { 'dir/a.txt': '2' } })
    const remove = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Delete folder' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete folder' }).click()
    }
    await remove()
    await page.getByText('Somebody changed files in this folder').waitFor()
    await assertGood(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await remove()
    await page.waitForURL('**/tree/main')
    assert.equal(await page.getByRole('link', { name: 'dir', exact: true }).count(), 0)
    await page.context().close()
  })

  for (const lang of langs) {
    it(`moves a folder with all its files in one commit (${lang})`, async () => {
      const id = `alice/moving-${lang}`
      await site.publish('alice', {
        id,
        files: { 'old/a.txt': 'a', 'old/deep/b.txt': 'b', 'old/weights.bin': 'w', 'taken/x': 'x' },
      })
      const page = await site.visit({ lang, as: 'alice', width: lang === 'zh' ? 390 : 1280 })
      await page.goto(`/${id}/tree/main/old`)
      await hydrated(page)
      await page.getByRole('link', { name: say(lang, 'Move or delete', '移动或删除') }).click()
      const path = page.getByLabel(say(lang, 'Path of the folder', '文件夹路径'))
      const move = page.getByRole('button', { name: say(lang, 'Move folder', '移动文件夹') })
      await path.fill('taken')
      await move.first().click()
      await page.getByRole('alert').filter({ hasText: 'taken' }).waitFor()
      await assertGood(page)
      await path.fill('new/place')
      await move.first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(say(lang, '3 files will move', '3 个文件')).waitFor()
      await assertGood(page)
      await shoot(page, `move-folder-${lang}`)
      await dialog.getByRole('button', { name: say(lang, 'Move folder', '移动文件夹') }).click()
      await page.waitForURL('**/tree/main/new/place')
      await page.getByRole('link', { name: 'weights.bin', exact: true }).waitFor()
      const listed = await fetch(`${site.url}/api/models/${id}/tree/main?recursive=true`)
      const tree = (await listed.json()) as { type: string; path: string }[]
      assert.deepEqual(tree.flatMap((entry) => (entry.type === 'file' ? [entry.path] : [])).toSorted(), [
        '.gitattributes',
        'new/place/a.txt',
        'new/place/deep/b.txt',
        'new/place/weights.bin',
        'taken/x',
      ])
      await page.context().close()
    })
  }

  it('tells faults of the hub in the language of the page', async () => {
    await site.publish('alice', { id: 'alice/faults', files: { 'a.txt': 'x' } })
    const reader = await site.visit({ lang: 'zh', script: false })
    await reader.goto('/alice/faults/compare/main...nowhere')
    await reader.getByText('分支、标签或提交不存在').waitFor()
    const page = await site.visit({ lang: 'zh', as: 'alice' })
    await page.goto('/alice/faults/edit/main/a.txt')
    await hydrated(page)
    const [path, commit] = [page.getByLabel('路径'), page.getByRole('button', { name: '提交到 main' })]
    await path.fill('.git/config')
    await commit.click()
    await page.getByRole('alert').filter({ hasText: '文件路径无效' }).waitFor()
    await path.fill('b.txt')
    await page.context().setOffline(true)
    await commit.click()
    await page.getByRole('alert').filter({ hasText: '无法连接平台' }).waitFor()
    for (const each of [reader, page]) await each.context().close()
  })
})
