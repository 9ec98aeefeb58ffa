import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { safetensors, tensorOf } from '../packages/server/src/testing/weight-files.ts'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

const langs = ['en', 'zh'] as const satisfies Lang[]
const say = (lang: Lang, en: string, zh: string): string => (lang === 'en' ? en : zh)

describe('files, history and tensors in the browser', { skip: noBrowser }, () => {
  let site: Site
  const ids: Record<string, string> = {}
  before(async () => {
    site = await openSite()
    await fill(site, ids)
  })
  after(() => site[Symbol.asyncDispose]())

  for (const lang of langs) {
    it(`a folder is read, a file found by its name (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'alice' })
      await page.goto('/alice/tuned/tree/main')
      await hydrated(page)
      await assertGood(page)
      await shoot(page, `tree-${lang}`)
      assert.match(await page.locator('table').innerText(), /model\.safetensors/)
      await page.getByRole('link', { name: 'src' }).click()
      await page.waitForURL('**/tree/main/src')
      assert.deepEqual(await page.locator('table th a span').allInnerTexts(), ['deep', 'train.py'])
      await page.keyboard.press('t')
      await page.getByRole('dialog').getByRole('combobox').fill('train')
      await page.getByRole('option').first().waitFor()
      await assertGood(page)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/blob/main/src/train.py')
      await page.context().close()
    })

    it(`history leads to a commit and its differences (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/alice/tuned/commits/main/src/train.py')
      await hydrated(page)
      await assertGood(page)
      await shoot(page, `commits-${lang}`)
      assert.equal(await page.locator('main ol li a.font-medium').count(), 2)
      await page.getByRole('link', { name: 'Train longer' }).click()
      await page.waitForURL(`**/commit/${ids['longer']}`)
      assert.match(await page.locator('main').innerText(), /epochs = 30/)
      await assertGood(page)
      await shoot(page, `commit-${lang}`)
      await page.keyboard.press('s')
      await page.waitForURL('**view=split')
      await assertGood(page)
      await shoot(page, `commit-split-${lang}`)
      await page.keyboard.press('j')
      assert.match((await page.evaluate<string>('document.activeElement?.id')) ?? '', /^change-/)
      await page.context().close()
    })

    it(`two branches are compared, and a form asks which (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/alice/tuned/compare/')
      await hydrated(page)
      await assertGood(page)
      await page.locator('input[name=base]').fill('main')
      await page.locator('input[name=head]').fill('feature/x')
      await page.getByRole('button', { name: say(lang, 'Compare', '比较') }).click()
      await page.waitForURL('**/compare/main...feature%2Fx')
      assert.match(await page.locator('main').innerText(), /On a branch/)
      assert.match(await page.locator('main').innerText(), /notes\.md/)
      await assertGood(page)
      await shoot(page, `compare-${lang}`)
      await page.goto('/alice/tuned/compare/main...nothing')
      assert.match(
        await page.getByRole('alert').innerText(),
        new RegExp(say(lang, 'no branch, tag', '不是此仓库的分支')),
      )
      assert.equal(await page.locator('input[name=head]').inputValue(), 'nothing')
      await page.context().close()
    })

    it(`a weight file shows its tensors and its chat template (${lang})`, async () => {
      const page = await site.visit({ lang })
      await page.goto('/alice/tuned/blob/main/model.safetensors')
      await hydrated(page)
      await page.getByRole('button', { name: 'model.layers' }).click()
      await page.getByRole('button', { name: '1.mlp' }).click()
      assert.match(await page.locator('main table').first().innerText(), /weight\s+4\s+F32\s+4\s+57\.1\s?%/)
      await page.getByText('<s>[user] What is the capital of France?').waitFor()
      await assertGood(page)
      await shoot(page, `tensors-${lang}`)
      await page.getByRole('searchbox', { name: say(lang, 'Filter tensors', '按名称筛选') }).fill('layers 0')
      await page.getByText(say(lang, '1 tensor found', '找到 1 个张量')).waitFor()
      await assertGood(page)
      await page.context().close()
    })

    it(`the numbers of two revisions are compared tensor by tensor (${lang})`, async () => {
      const page = await site.visit({ lang, width: 1280 })
      // Each language its own way round: what the hub has compared already it need not read again.
      const [from, to] = lang === 'en' ? [ids['first'], 'main'] : ['main', ids['first']]
      await page.goto(`/alice/tuned/tensor-diff?baseRevision=${from}&revision=${to}&path=&basePath=`)
      await hydrated(page)
      await assertGood(page)
      await page.getByRole('button', { name: say(lang, 'Compare the numbers', '比较数值') }).click()
      await page.getByText(say(lang, 'All tensors are compared', '全部张量已比较完毕')).waitFor()
      const row = (name: string) => page.locator('tbody tr', { has: page.getByText(name, { exact: true }) }).innerText()
      assert.match(await row('model.layers.1.mlp.weight'), lang === 'en' ? /0\.6\b/ : /0\.4243\b/)
      assert.match(await row('model.layers.0.mlp.weight'), new RegExp(say(lang, 'Equal', '相同')))
      assert.match(await row('head'), new RegExp(say(lang, 'Added', '移除')))
      await assertGood(page)
      await shoot(page, `tensor-diff-${lang}`)
      await page.context().close()
    })
  }

  it('a branch is chosen, and its address may be written with a slash', async () => {
    const page = await site.visit()
    await page.goto('/alice/tuned/tree/main')
    await hydrated(page)
    await page.getByLabel('Branch or tag: main').click()
    await page.getByRole('link', { name: 'feature/x' }).click()
    await page.waitForURL('**/tree/feature%2Fx')
    assert.match(await page.locator('table').innerText(), /notes\.md/)
    await page.goto('/alice/tuned/tree/feature/x/src')
    assert.match(await page.locator('table').innerText(), /train\.py/)
    await page.goto('/alice/tuned/tree/main/src/train.py')
    assert.match(page.url(), /\/blob\/main\/src\/train\.py$/)
    await page.context().close()
  })

  it('a tag may be called as a branch is', async () => {
    await site.publish('alice', { id: 'alice/twins', files: { 'a.txt': 'one\n' } })
    for (const kind of ['branch', 'tag'] as const)
      await fetch(`${site.url}/api/models/alice/twins/${kind}/${kind === 'tag' ? 'main' : 'v1'}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${site.token('alice')}`, 'Content-Type': 'application/json' },
        body: kind === 'tag' ? '{"tag":"v1"}' : '{}',
      })
    const page = await site.visit()
    await page.goto('/alice/twins/compare/')
    await hydrated(page)
    assert.equal(await page.locator('datalist option[value=v1]').count(), 1)
    await assertGood(page)
    await page.goto('/alice/twins/tree/main')
    await hydrated(page)
    await page.getByLabel('Branch or tag: main').click()
    assert.equal(await page.getByRole('link', { name: 'v1', exact: true }).count(), 2)
    await page.context().close()
  })

  it('reads without a script, by night and on a phone', async () => {
    for (const path of [
      '/alice/tuned/tree/main',
      '/alice/tuned/commits/main',
      `/alice/tuned/commit/${ids['longer']}`,
      '/alice/tuned/compare/main...feature%2Fx',
      `/alice/tuned/tensor-diff?baseRevision=${ids['first']}`,
    ]) {
      const plain = await site.visit({ script: false, width: 390 })
      await plain.goto(path)
      assert.ok((await plain.locator('main').innerText()).length > 100, path)
      await plain.context().close()
      const page = await site.visit({ width: 390, theme: 'dark', lang: 'zh' })
      await page.goto(path)
      await hydrated(page)
      await assertGood(page)
      assert.ok(await fits(page), `${path} is wider than the phone`)
      await shoot(page, `phone-${path.split('/')[3]!.replace(/\W.*/, '')}`)
      await page.context().close()
    }
  })

  it('a name that is hostile stays a name', async () => {
    const page = await site.visit()
    await page.goto('/alice/tuned/tree/main/odd')
    await hydrated(page)
    assert.match(await page.locator('table').innerText(), /<img src=x onerror=alert\(1\)>/)
    await assertGood(page)
    await page.getByRole('link', { name: '<img' }).first().click()
    await page.waitForURL('**/blob/**')
    await page.context().close()
  })
})

const fits = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')

const repo = 'alice/tuned'
const f32 = (name: string, numbers: number[]) => tensorOf(name, 'F32', [numbers.length], new Float32Array(numbers))

/** A model with two revisions of its weights, a branch and files of every kind. */
async function fill(site: Site, ids: Record<string, string>): Promise<void> {
  const weights = [
    safetensors([f32('model.layers.0.mlp.weight', [1, 2]), f32('model.layers.1.mlp.weight', [3, 0, 0, 4])]),
    safetensors([
      f32('model.layers.0.mlp.weight', [1, 2]),
      f32('model.layers.1.mlp.weight', [3, 1, -2, 6]),
      f32('head', [1]),
    ]),
  ]
  const train = Array.from({ length: 40 }, (_, i) => (i === 20 ? 'epochs = 3' : `step_${i} = ${i}`))
  await site.publish('alice', { id: repo, files: { 'README.md': '# Tuned\n', 'src/train.py': train.join('\n') } })
  ids['first'] = await commitFiles(site, 'Weights', { 'model.safetensors': weights[0]! })
  train[20] = 'epochs = 30'
  ids['longer'] = await commitFiles(site, 'Train longer', {
    'src/train.py': train.join('\n'),
    'src/deep/config.json': '{"a": 1}\n',
    'model.safetensors': weights[1]!,
  })
  const chatTemplate =
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[user] {{ m.content }}\n{% endif %}{% endfor %}"
  await commitFiles(site, 'Odd names', {
    'tokenizer_config.json': JSON.stringify({ bos_token: '<s>', chat_template: chatTemplate }),
    'odd/<img src=x onerror=alert(1)>.txt': 'x\n',
    'odd/数据 100%.csv': 'a\n',
  })
  await fetch(`${site.url}/api/models/${repo}/branch/feature%2Fx`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${site.token('alice')}`, 'Content-Type': 'application/json' },
    body: '{}',
  })
  await commitFiles(site, 'On a branch', { 'notes.md': '# Notes\n' }, 'feature/x')
}

type Files = Record<string, string | Uint8Array<ArrayBuffer>>

async function commitFiles(site: Site, summary: string, files: Files, branch = 'main'): Promise<string> {
  const headers = { Authorization: `Bearer ${site.token('alice')}` }
  const lines: unknown[] = [{ key: 'header', value: { summary } }]
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === 'string') {
      const encoded = Buffer.from(content).toString('base64')
      lines.push({ key: 'file', value: { path, content: encoded, encoding: 'base64' } })
      continue
    }
    const oid = createHash('sha256').update(content).digest('hex')
    const batch = await fetch(`${site.url}/${repo}.git/info/lfs/objects/batch`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ operation: 'upload', objects: [{ oid, size: content.length }] }),
    })
    const { objects } = (await batch.json()) as { objects: { actions?: { upload?: { href: string } } }[] }
    const href = objects[0]?.actions?.upload?.href
    if (href) await fetch(href, { method: 'PUT', body: content })
    lines.push({ key: 'lfsFile', value: { path, algo: 'sha256', oid, size: content.length } })
  }
  const answer = await fetch(`${site.url}/api/models/${repo}/commit/${encodeURIComponent(branch)}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  assert.ok(answer.ok, await answer.clone().text())
  return ((await answer.json()) as { commitOid: string }).commitOid
}
