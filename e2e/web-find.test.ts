import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertGood, hydrated, open, openSite, shoot, type Lang, type Site } from './web.ts'

const card = (front: string, body: string): string => `---\n${front}\n---\n\n${body}\n`

const words = {
  en: {
    models: 'Models',
    chinese: 'Chinese',
    mit: 'License: mit',
    use: 'Use this model',
    members: 'Members',
    missing: 'Nothing here',
    nothing: 'Nothing matches',
    start: 'This hub is new and empty',
    all: 'All matching models',
    noResults: 'Nothing found',
  },
  zh: {
    models: '模型',
    chinese: '中文',
    mit: '许可证：mit',
    use: '使用此模型',
    members: '成员',
    missing: '这里什么也没有',
    nothing: '没有符合条件的结果',
    start: '这个平台刚刚建好，还没有内容',
    all: '查看全部匹配的模型',
    noResults: '没有找到结果',
  },
} satisfies Record<Lang, Record<string, string>>

const langs = ['en', 'zh'] as const satisfies Lang[]

/** A page that leads nowhere wide: nothing is cut off or has to be scrolled sideways. */
async function assertFits(page: Page): Promise<void> {
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(beyond, 0, `${page.url()} is wider than the window`)
}

describe('finding, in an empty hub', () => {
  let site: Site
  before(async () => (site = await openSite()))
  after(() => site[Symbol.asyncDispose]())

  for (const lang of langs)
    it(`teaches how to begin, in ${lang}`, async () => {
      const page = await site.visit({ lang, width: 390 })
      await page.goto('/')
      await hydrated(page)
      await assertFits(page)
      await page.getByRole('heading', { name: words[lang].start }).waitFor()
      assert.match(await page.innerText('main'), new RegExp(`HF_ENDPOINT=${site.url}`))
      await assertGood(page)
      await page.goto('/datasets')
      await hydrated(page)
      await assertGood(page)
      await page.context().close()
    })
})

describe('finding', () => {
  let site: Site
  before(async () => {
    site = await openSite()
    const config = JSON.stringify({ architectures: ['BertForSequenceClassification'], model_type: 'bert' })
    await site.publish('alice', {
      id: 'alice/tiny-bert',
      files: {
        'README.md': card('license: mit\nlanguage: [zh]\npipeline_tag: text-classification', '# A tiny model'),
        'config.json': config,
      },
    })
    const child = 'license: apache-2.0\nbase_model: alice/tiny-bert\ntags: [<b>bold</b>]'
    await site.publish('alice', { id: 'lab/tiny-child', files: { 'README.md': card(child, '# A child') } })
    await site.publish('bob', { id: 'bob/hidden-bert', private: true, files: { 'notes.txt': 'x' } })
    await site.publish('alice', { id: 'lab/words', type: 'dataset', files: { 'words.csv': 'a,b\n1,2\n' } })
    await site.publish('bob', { id: 'bob/show', type: 'space', files: { 'index.html': '<h1>Show</h1>' } })
    await site.publish('bob', { id: 'bob/tools', type: 'code', files: { 'main.py': 'print(1)\n' } })
    for (let number = 0; number < 31; number++) await site.publish('bob', { id: `bob/many-${number}`, type: 'model' })
    await described('alice/tiny-bert', 'lab/tiny-child')
  })
  after(() => site[Symbol.asyncDispose]())

  /** Cards are read by a task a moment after the commit; whoever asks for a repo's info has it read at once. */
  async function described(...ids: string[]): Promise<void> {
    for (const id of ids) assert.ok((await fetch(`${site.url}/api/models/${id}`)).ok)
  }

  for (const lang of langs) {
    it(`narrows a list by facets and tells it in the address, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/models')
      await hydrated(page)
      await assertGood(page)
      await page.getByRole('complementary').getByRole('link', { name: words[lang].chinese }).click()
      await page.waitForURL('**/models?filter=zh')
      await page.getByRole('link', { name: 'alice/tiny-bert', exact: true }).waitFor()
      assert.equal(await page.getByRole('link', { name: 'lab/tiny-child' }).count(), 0)
      await page.goto('/models?filter=zh&filter=license%3Amit&sort=likes')
      await page.getByRole('link', { name: words[lang].mit }).click()
      await page.waitForURL('**/models?filter=zh&sort=likes')
      await assertGood(page)
      await shoot(page, `list-${lang}`)
      await page.context().close()
    })

    it(`offers names while one types, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/datasets')
      await hydrated(page)
      await page.keyboard.press('/')
      await page.keyboard.type('tiny')
      const options = page.getByRole('banner').getByRole('option')
      await options.first().waitFor()
      assert.match(await options.first().innerText(), /tiny/)
      await page.keyboard.press('ArrowDown')
      const field = page.getByRole('banner').getByRole('combobox')
      assert.equal(await field.getAttribute('aria-activedescendant'), await options.first().getAttribute('id'))
      await assertGood(page)
      await shoot(page, `quick-search-${lang}`)
      await page.keyboard.press('Escape')
      assert.equal(await field.getAttribute('aria-expanded'), 'false')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/(alice|lab)\/tiny-/)
      await page.context().close()
    })

    it(`shows the front of a repository and how to use it, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/alice/tiny-bert')
      await hydrated(page)
      await page.getByRole('heading', { name: 'A tiny model' }).waitFor()
      await page.getByRole('link', { name: 'lab/tiny-child' }).waitFor()
      await assertGood(page)
      await page.getByRole('button', { name: words[lang].use }).click()
      const dialog = page.getByRole('dialog')
      const text = await dialog.innerText()
      assert.match(text, new RegExp(`HF_ENDPOINT=${site.url}`))
      assert.match(text, /AutoModelForSequenceClassification\.from_pretrained\("alice\/tiny-bert"\)/)
      assert.match(text, new RegExp(`git clone ${site.url}/alice/tiny-bert`))
      await assertGood(page)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      await shoot(page, `repo-${lang}`)
      await page.context().close()
    })

    it(`shows people and organizations, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/lab')
      await hydrated(page)
      await page.getByRole('heading', { name: 'The Lab' }).waitFor()
      await page.getByRole('heading', { name: words[lang].members }).waitFor()
      await page.getByRole('link', { name: 'tiny-child' }).waitFor()
      await assertGood(page)
      await page.goto('/lab?tab=datasets')
      await page.getByRole('link', { name: 'words' }).waitFor()
      await page.goto('/bob')
      await hydrated(page)
      await assertGood(page)
      await page.context().close()
    })

    it(`leads from a search to lists, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/search?q=tiny')
      await hydrated(page)
      await assertGood(page)
      await page.getByRole('main').getByRole('link', { name: words[lang].all }).click()
      await page.waitForURL('**/models?search=tiny')
      await page.goto('/search?q=surely-nothing')
      await hydrated(page)
      await page.getByText(words[lang].noResults, { exact: true }).waitFor()
      await assertGood(page)
      await page.context().close()
    })

    it(`fits a phone by night, in ${lang}`, async () => {
      const page = await site.visit({ lang, width: 390, theme: 'dark' })
      for (const path of [
        '/',
        '/models?filter=zh',
        '/alice/tiny-bert',
        '/lab',
        '/search?q=tiny',
        '/datasets/lab/words',
      ]) {
        await page.goto(path)
        await hydrated(page)
        await assertGood(page)
        await assertFits(page)
      }
      await page.goto('/alice/tiny-bert')
      await hydrated(page)
      await page.getByRole('button', { name: words[lang].use }).click()
      await assertFits(page)
      await page.getByRole('dialog').waitFor()
      const beyond =
        'document.querySelector("dialog[open]").scrollWidth - document.querySelector("dialog[open]").clientWidth'
      assert.equal(await page.evaluate(beyond), 0)
      await page.goto('/')
      await hydrated(page)
      await shoot(page, `home-phone-${lang}`)
      await page.context().close()
    })

    it(`says kindly what is not there, in ${lang}`, async () => {
      const page = await site.visit({ lang })
      for (const path of ['/bob/hidden-bert', '/nobody', '/alice/none']) {
        const answer = await page.goto(path)
        assert.ok([401, 404].includes(answer!.status()), path)
        await page.getByRole('heading', { name: words[lang].missing }).waitFor()
      }
      await page.goto('/models?search=surely-nothing')
      await page.getByText(words[lang].nothing, { exact: true }).waitFor()
      await hydrated(page)
      await assertGood(page)
      await page.context().close()
    })
  }

  it('takes nothing away from what is being typed into a list', async () => {
    const page = await site.visit()
    await open(page, '/models')
    const search = page.getByRole('searchbox')
    await search.pressSequentially('two ')
    await page.waitForURL((url) => url.searchParams.get('search') === 'two')
    await search.pressSequentially('words')
    assert.equal(await search.inputValue(), 'two words')
    await page.waitForURL((url) => url.searchParams.get('search') === 'two words')
    await page.goBack()
    await page.waitForURL((url) => url.pathname === '/models' && !url.search)
    await page.locator('main [type=search]:placeholder-shown').waitFor()
    await page.context().close()
  })

  it('works without a script: lists, filters, paging, search, snippets', async () => {
    const page = await site.visit({ script: false })
    await page.goto('/models?search=many')
    assert.equal(await page.locator('main li a[title]').count(), 30)
    await page.getByRole('link', { name: 'Next' }).click()
    assert.equal(await page.locator('main li a[title]').count(), 1)
    await page.getByRole('searchbox', { name: 'Search models' }).fill('tiny-b')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/models?search=tiny-b*')
    await page.getByRole('link', { name: 'alice/tiny-bert', exact: true }).click()
    await page.getByRole('button', { name: 'Use this model' }).click()
    await page.getByRole('heading', { name: 'With git' }).waitFor()
    await page.getByRole('banner').getByRole('combobox').fill('words')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=words')
    await page.getByRole('link', { name: 'lab/words' }).waitFor()
    await page.context().close()
  })

  it('remembers what was viewed in this browser alone, and forgets it when told', async () => {
    const page = await site.visit({ as: 'bob' })
    for (const path of ['/alice/tiny-bert', '/bob/hidden-bert']) {
      await page.goto(path)
      await hydrated(page)
    }
    await page.goto('/')
    const recent = page.getByRole('region', { name: 'Recently viewed' })
    await recent.getByRole('link', { name: 'alice/tiny-bert' }).waitFor()
    assert.equal(await recent.getByRole('link', { name: 'bob/hidden-bert' }).count(), 0)
    await recent.getByRole('button', { name: 'Forget' }).click()
    await recent.waitFor({ state: 'detached' })
    await page.reload()
    await hydrated(page)
    assert.equal(await recent.count(), 0)
    await page.context().close()
  })

  it('shows private repositories to their people, and what a tag says as text', async () => {
    const page = await site.visit({ as: 'bob' })
    await page.goto('/models?search=hidden')
    await page.getByRole('link', { name: 'bob/hidden-bert' }).waitFor()
    await page.goto('/lab/tiny-child')
    await page.getByRole('link', { name: '<b>bold</b>' }).waitFor()
    await page.context().close()
  })

  it('tells machines where everything public is', async () => {
    const get = async (path: string) => (await fetch(site.url + path)).text()
    assert.match(await get('/robots.txt'), new RegExp(`Sitemap: ${site.url}/sitemap.xml`))
    assert.match(await get('/sitemap.xml'), new RegExp(`<loc>${site.url}/sitemap/repos-1.xml</loc>`))
    const repos = await get('/sitemap/repos-1.xml')
    assert.match(repos, new RegExp(`<loc>${site.url}/alice/tiny-bert</loc><lastmod>`))
    assert.match(repos, new RegExp(`<loc>${site.url}/datasets/lab/words</loc>`))
    assert.ok(!repos.includes('hidden'))
    assert.match(await get('/sitemap/names-1.xml'), new RegExp(`<loc>${site.url}/lab</loc>`))
    assert.equal((await fetch(`${site.url}/sitemap/names-0.xml`)).status, 404)
    const front = await get('/alice/tiny-bert')
    assert.match(front, new RegExp(`<link rel="canonical" href="${site.url}/alice/tiny-bert"`))
    assert.match(front, /<meta property="og:title" content="alice\/tiny-bert"/)
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
