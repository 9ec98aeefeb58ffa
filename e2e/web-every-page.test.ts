/** Every page there is, by day and on a phone by night, in one language and the other: axe finds nothing, nothing is too wide. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { safetensors, tensorOf } from '../packages/server/src/testing/weight-files.ts'
import type { Page } from 'playwright-core'
import { assertGood, hydrated, noBrowser, openSite, type Site, type Visit } from './web.ts'

const routes = path.join(import.meta.dirname, '../packages/web/src/routes')
const repo = '[[types=types]]/[namespace]/[name]/'

/** Who opens which addresses of a route. */
type Reader = NonNullable<Visit['as']> | 'stranger'
const pages: Record<string, Partial<Record<Reader, string[]>>> = {
  '': { stranger: ['/'], alice: ['/'] },
  '-/admin/': { root: ['/-/admin'] },
  '-/admin/repos/': { root: ['/-/admin/repos'] },
  '-/admin/storage/': { root: ['/-/admin/storage'] },
  '-/admin/tasks/': { root: ['/-/admin/tasks'] },
  '-/admin/users/': { root: ['/-/admin/users'] },
  '-/keyboard/': { stranger: ['/-/keyboard'] },
  '[list=list]/': { stranger: ['/models', '/datasets', '/spaces', '/code', '/models?search=nothing-like-this'] },
  '[namespace]/': { stranger: ['/alice', '/lab', '/bob'], alice: ['/lab'] },
  'join/': { stranger: ['/join'] },
  'login/': { stranger: ['/login'] },
  'logout/': { bob: ['/logout'] },
  'new/': { alice: ['/new'] },
  'new/[list=list]/[namespace]/[name]/': { alice: ['/new/models/alice/page'] },
  'organizations/[name]/settings/': { alice: ['/organizations/lab/settings'] },
  'organizations/new/': { alice: ['/organizations/new'] },
  'search/': { stranger: ['/search?q=page', '/search'] },
  'settings/organizations/': { alice: ['/settings/organizations'], root: ['/settings/organizations'] },
  'settings/password/': { alice: ['/settings/password'] },
  'settings/profile/': { alice: ['/settings/profile'] },
  'settings/sessions/': { alice: ['/settings/sessions'] },
  'settings/ssh-keys/': { alice: ['/settings/ssh-keys'] },
  'settings/tokens/': { alice: ['/settings/tokens'] },
  [repo]: { stranger: ['/alice/page', '/datasets/alice/page', '/code/alice/empty'], alice: ['/code/alice/empty'] },
  [`${repo}blob/[...rest]/`]: {
    stranger: ['README.md', 'a.py', 'scores.csv', 'model.safetensors', 'notes.ipynb'].map(
      (file) => `/alice/page/blob/main/${file}`,
    ),
  },
  [`${repo}commit/[id]/`]: { stranger: ['/alice/page/commit/main'] },
  [`${repo}commits/[...rest]/`]: { stranger: ['/alice/page/commits/main'] },
  [`${repo}compare/[...rest]/`]: { stranger: ['/alice/page/compare/', '/alice/page/compare/v1...main'] },
  [`${repo}edit/[...rest]/`]: { alice: ['/alice/page/edit/main/README.md', '/alice/page/edit/main'] },
  [`${repo}settings/`]: { alice: ['/alice/page/settings'] },
  [`${repo}tensor-diff/`]: { stranger: ['/alice/page/tensor-diff', '/alice/page/tensor-diff?baseRevision=v1'] },
  [`${repo}tree/[...rest]/`]: { stranger: ['/alice/page/tree/main'], alice: ['/code/alice/empty/tree/main'] },
  [`${repo}upload/[...rest]/`]: { alice: ['/alice/page/upload/main'] },
  [`${repo}viewer/[[config]]/[[split]]/`]: {
    stranger: [
      '/datasets/alice/page/viewer',
      '/datasets/alice/page/viewer?sql=SELECT+1',
      '/datasets/alice/page/viewer?row=0',
    ],
  },
}

describe('every page', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite({ signUp: 'open' })
    const weights = [
      tensorOf('a.weight', 'F32', [1], Buffer.alloc(4)),
      tensorOf('b.weight', 'F32', [1], Buffer.alloc(4)),
    ]
    const notebook = { nbformat: 4, metadata: {}, cells: [{ cell_type: 'markdown', source: '# Notes' }] }
    await site.publish('alice', {
      id: 'alice/page',
      files: { 'README.md': '# A page\n', 'a.py': 'x = 1\n', 'model.safetensors': safetensors(weights.slice(1)) },
    })
    await fetch(`${site.url}/api/models/alice/page/tag/main`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${site.token('alice')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ tag: 'v1' }),
    })
    await site.publish('alice', {
      id: 'alice/page',
      files: {
        'README.md':
          '---\nlicense: mit\ntags:\n- small\n---\n# A page\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx = 1\n```\n',
        'a.py': 'x = 2\n',
        'model.safetensors': safetensors(weights),
        'scores.csv': 'name,score\none,1\n',
        'notes.ipynb': JSON.stringify(notebook),
      },
    })
    await site.publish('alice', { id: 'alice/page', type: 'dataset', files: { 'train.csv': 'word\none\ntwo\n' } })
    await site.publish('alice', { id: 'alice/empty', type: 'code' })
  })
  after(() => site?.[Symbol.asyncDispose]())

  it('stands in this list', () => {
    const found = globSync('**/+page.svelte', { cwd: routes }).map((file) => file.slice(0, -'+page.svelte'.length))
    assert.deepEqual(found.toSorted(), Object.keys(pages).toSorted())
  })

  const visits: Visit[] = [
    { lang: 'en', theme: 'light' },
    { lang: 'zh', theme: 'dark', width: 390 },
  ]
  for (const visit of visits)
    for (const reader of ['stranger', 'alice', 'bob', 'root'] as const)
      it(`is good for ${reader} (${visit.lang}, ${visit.theme})`, async () => {
        const page = await site.visit({ ...visit, ...(reader === 'stranger' ? {} : { as: reader }) })
        for (const address of Object.values(pages).flatMap((addresses) => addresses[reader] ?? [])) {
          const answer = await page.goto(address)
          assert.equal(answer?.status(), 200, address)
          await hydrated(page)
          assert.deepEqual(await lateStyles(page), [], `${address} is painted before its styles are there`)
          await assertGood(page)
          const width = await page.evaluate<number>('document.documentElement.scrollWidth')
          assert.ok(width <= (visit.width ?? 1280), `${address} is ${width} wide`)
        }
        await page.context().close()
      })
})

/** Styles that the document came without: until they load, and where scripts are off, the page stands there without them. */
const lateStyles = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.endsWith('.css')),
  )
