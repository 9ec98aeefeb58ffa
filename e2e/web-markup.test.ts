import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertGood, hydrated, noBrowser, openSite, type Site } from './web.ts'

const card = (title: string): string =>
  `---\nlicense: mit\n---\n\n# ${title}\n\nNot a tag: \`</script><!--\`, and \`-->\` too.\n\n<!---->\n\n<div><!----></div>\n`

async function showsCard(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: `The ${name}` }).waitFor()
  await page.getByText('Not a tag: </script><!--, and --> too.').waitFor()
  await page.getByRole('complementary', { name: 'Facts' }).getByRole('link', { name: 'mit', exact: true }).waitFor()
  assert.equal(await page.locator('main dl').count(), 1)
}

describe('what only shows', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    for (const name of ['one', 'two'])
      await site.publish('alice', { id: `alice/${name}`, files: { 'README.md': card(`The ${name}`) } })
    await site.publish('alice', { id: 'alice/rows', type: 'dataset', files: { 'train.csv': 'word\n<b>first</b>\n' } })
  })
  after(() => site[Symbol.asyncDispose]())

  it('is there by address, by link, back and forward', async () => {
    const page = await site.visit({})
    await page.goto('/alice/one')
    await hydrated(page)
    await showsCard(page, 'one')
    await page.getByRole('link', { name: 'Files', exact: true }).click()
    await page.getByRole('link', { name: 'README.md' }).first().waitFor()
    await page.getByRole('link', { name: 'Card', exact: true }).click()
    await showsCard(page, 'one')
    await page.getByRole('link', { name: 'Models', exact: true }).first().click()
    await page.getByRole('link', { name: 'alice/two' }).click()
    await showsCard(page, 'two')
    await page.goBack()
    await page.getByRole('link', { name: 'alice/one' }).waitFor()
    await page.goForward()
    await showsCard(page, 'two')
    await page.reload()
    await hydrated(page)
    await showsCard(page, 'two')
    await assertGood(page)
    await page.context().close()
  })

  it('brings the first rows of a dataset later where the page does not wait for them', async () => {
    const page = await site.visit({})
    await page.goto('/datasets')
    await hydrated(page)
    // What a dataset is made of is found out in the background.
    for (let tries = 0; tries < 50; tries += 1) {
      await page.getByRole('link', { name: 'alice/rows' }).click()
      await page.getByText('No card yet').waitFor()
      if ((await page.getByText('Reading the first rows').or(page.getByText('Preview of the data')).count()) > 0) break
      await page.goBack()
    }
    await page.getByRole('cell', { name: '<b>first</b>', exact: true }).waitFor()
    // asked for anew, the page still has its rows
    await page.goto('/datasets/alice/rows?use')
    await hydrated(page)
    await page.getByRole('link', { name: 'Card', exact: true }).click()
    await page.waitForURL('**/datasets/alice/rows')
    await page.getByRole('cell', { name: '<b>first</b>', exact: true }).waitFor()
    assert.equal((await fetch(`${site.url}/spaces/alice/rows/first-rows`)).status, 404)
    const part = await fetch(`${site.url}/datasets/alice/rows/first-rows`)
    assert.match(part.headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(await part.text(), /&lt;b>first&lt;\/b>/)
    await page.context().close()
  })

  it('is asked for where the browser has to build the page anew', async () => {
    const page = await site.visit({})
    // as an extension might, before scripts have taken over
    await page.addInitScript(() => {
      type Part = { remove: () => void }
      type Observer = { observe: (target: unknown, options: object) => void; disconnect: () => void }
      const { document, MutationObserver } = globalThis as unknown as {
        document: { querySelector: (selector: string) => Part | null }
        MutationObserver: new (seen: () => void) => Observer
      }
      const observer = new MutationObserver(() => {
        const part = document.querySelector('main .facts-area')
        if (part) observer.disconnect()
        part?.remove()
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    const asked = page.waitForRequest('**/alice/one/__data.json*')
    await page.goto('/alice/one')
    await asked
    await showsCard(page, 'one')
    await page.context().close()
  })
})
