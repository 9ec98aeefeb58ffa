/** The first reading of public pages without any script: tables, tensors, notebooks, documents, the front of a dataset. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { safetensors, tensorOf } from '../packages/server/src/testing/weight-files.ts'
import type { Locator, Page } from 'playwright-core'
import { assertGood, hydrated, noBrowser, openSite, type Site } from './web.ts'

const rows = Array.from({ length: 250 }, (_, i) => `task-${i},${i / 250}\n`)
const notebook = {
  nbformat: 4,
  metadata: {},
  cells: [{ cell_type: 'markdown', source: '# Explore\n\nA *first* look.' }],
}
const words = {
  en: {
    next: 'Next',
    nextPage: 'Next',
    document: 'Open the document',
    viewer: 'Open the viewer',
    allRows: 'Show all rows',
    pastEnd: 'There are no more rows',
  },
  zh: {
    next: '下一页',
    nextPage: '下一页',
    document: '打开文档',
    viewer: '打开数据查看器',
    allRows: '显示全部',
    pastEnd: '没有更多数据',
  },
}

/** A busy machine may not have read it while the page waited: the page says so, and is loaded again. */
async function openUntil(page: Page, address: string, shown: Locator): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto(address)
    if ((await shown.count()) > 0) return
  }
  assert.fail(`${address} does not show it`)
}

describe('pages without scripts', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    const weights = Array.from({ length: 250 }, (_, i) => tensorOf(`layers.${i}.weight`, 'F32', [1], Buffer.alloc(4)))
    await site.publish('alice', {
      id: 'alice/plain',
      files: {
        'scores.csv': `task,score\n${rows.join('')}`,
        'model.safetensors': safetensors(weights),
        'rows.json': JSON.stringify([{ word: 'one' }, { word: 'two' }], null, 2),
        'broken.safetensors': 'no header',
        'explore.ipynb': JSON.stringify(notebook),
        'paper.pdf': '%PDF-1.7\n',
      },
    })
    await site.publish('alice', { id: 'alice/rows', type: 'dataset', files: { 'train.csv': 'word\nfirst\nsecond\n' } })
    // What a dataset is made of is found out in the background.
    for (let tries = 0; tries < 100; tries += 1) {
      const { data } = await site.client('alice').GET('/api/{types}/{namespace}/{name}', {
        params: { path: { types: 'datasets', namespace: 'alice', name: 'rows' } },
      })
      if (data?.tags?.some((tag) => tag.startsWith('format:'))) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })
  after(() => site?.[Symbol.asyncDispose]())

  for (const lang of ['en', 'zh'] as const) {
    const t = words[lang]

    it(`a table is read, paged and filtered (${lang})`, async () => {
      const page = await site.visit({ lang, script: false })
      await openUntil(page, '/alice/plain/blob/main/scores.csv', page.locator('tbody tr'))
      assert.equal(await page.locator('tbody tr').count(), 100)
      await page.getByRole('link', { name: t.next, exact: true }).click()
      await page.getByRole('cell', { name: 'task-100', exact: true }).waitFor()
      await openUntil(page, '/alice/plain/blob/main/scores.csv?where=score+%3E+0.99', page.locator('tbody tr'))
      assert.equal(await page.locator('tbody tr').count(), 2)
      const back = page.getByRole('link', { name: t.allRows })
      await openUntil(page, '/alice/plain/blob/main/scores.csv?offset=5000', back)
      await page.getByText(t.pastEnd).waitFor()
      await back.click()
      await page.waitForURL('**/scores.csv')
      await openUntil(
        page,
        '/alice/plain/blob/main/scores.csv?row=7',
        page.locator('dl').getByText('task-7', { exact: true }),
      )
      await openUntil(page, '/alice/plain/blob/main/rows.json', page.getByRole('cell', { name: 'two', exact: true }))
      await page.goto('/alice/plain/blob/main/rows.json?source')
      assert.match(await page.locator('#L3').innerText(), /"word": "one"/)
      await openUntil(page, '/alice/plain/blob/main/scores.csv?where=score+%3E%3E', page.getByRole('alert'))
      await page.context().close()
    })

    it(`tensors are listed by pages, and a header that cannot be read says so (${lang})`, async () => {
      const page = await site.visit({ lang, script: false })
      await openUntil(
        page,
        '/alice/plain/blob/main/model.safetensors',
        page.getByRole('cell', { name: 'layers.0.weight', exact: true }),
      )
      await page.getByRole('link', { name: t.nextPage, exact: true }).click()
      await page.getByRole('cell', { name: 'layers.249.weight', exact: true }).waitFor()
      await page.goto('/alice/plain/blob/main/broken.safetensors')
      await page
        .locator('strong')
        .getByText(/tensors|张量/)
        .waitFor()
      await page.context().close()
    })

    it(`a notebook and the rows of a dataset are there, a document is a link (${lang})`, async () => {
      const page = await site.visit({ lang, script: false })
      await page.goto('/alice/plain/blob/main/explore.ipynb')
      await page.getByRole('heading', { name: 'Explore', exact: true }).waitFor()
      await page.goto('/alice/plain/blob/main/paper.pdf')
      const document = page.getByRole('link', { name: t.document })
      assert.equal(await document.getAttribute('href'), '/alice/plain/resolve/main/paper.pdf')
      await openUntil(page, '/datasets/alice/rows', page.getByRole('cell', { name: 'second', exact: true }))
      await page.getByRole('link', { name: t.viewer }).waitFor()
      await page.context().close()
    })
  }

  it('scripts take over what was there', async () => {
    const page = await site.visit()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const readTwice = (): boolean => asked.some((path) => path.includes('/table/'))
    // As above: once at least it came with the page.
    for (let tries = 0; tries === 0 || (readTwice() && tries < 20); tries += 1) {
      asked.length = 0
      await page.goto('/alice/plain/blob/main/scores.csv?offset=200')
      await page.locator('thead svg[role=img]').first().waitFor()
      await page.getByRole('cell', { name: 'task-249', exact: true }).waitFor()
    }
    assert.equal(readTwice(), false)
    await assertGood(page)
    await page.goto('/alice/plain/blob/main/model.safetensors')
    await page.getByRole('button', { name: /layers/ }).waitFor()
    await assertGood(page)
    await page.context().close()
  })

  it('links to what costs the hub work do nothing before they are pressed', async () => {
    const page = await site.visit({ script: false })
    const costly = 'a:is([href*="/commit/"], [href*="/compare/"], [href*="/tensor-diff"], [href*="/viewer"])'
    const paths = ['tree/main', 'commits/main', 'compare/main...main', 'blob/main/model.safetensors']
    let count = 0
    for (const path of [...paths.map((path) => `/alice/plain/${path}`), '/datasets/alice/rows']) {
      await page.goto(path)
      const preloads = await page.evaluate<string[]>(
        `[...document.querySelectorAll(${JSON.stringify(costly)})].map((link) => link.closest('[data-sveltekit-preload-data]').dataset.sveltekitPreloadData)`,
      )
      assert.ok(!preloads.includes('hover'), path)
      count += preloads.length
    }
    assert.ok(count > 4)
    await page.context().close()
  })

  it('a link to a table that is hovered over reads no rows', async () => {
    const page = await site.visit()
    await page.goto('/alice/plain/tree/main')
    await hydrated(page)
    const [request] = await Promise.all([
      page.waitForRequest((one) => one.url().includes('scores.csv/__data.json')),
      page.getByRole('link', { name: 'scores.csv' }).first().hover(),
    ])
    assert.doesNotMatch(await (await fetch(request.url())).text(), /task-1/)
    await page.context().close()
  })
})
