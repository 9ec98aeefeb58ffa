import assert from 'node:assert/strict'
import { createCipheriv, createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertGood, editor, hydrated, noBrowser, openSite, shoot, type Site } from './web.ts'

const MB = 1_000_000
const bytesOf = (seed: number, length: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Waits until an upload says that it is done; tells what the page says instead. */
async function published(page: Page, words: string): Promise<void> {
  const done = page.getByText(words).waitFor({ timeout: 120_000 })
  await done.catch(async () => assert.fail(await page.locator('main').innerText()))
}

const fileWords = {
  en: {
    path: 'Path',
    commit: 'Commit to main',
    notText: 'This file is not text',
    remove: 'Delete file',
    message: 'Commit message',
    renamed: 'Rename w.bin to weights/w.bin',
    created: 'Create notes/a b.txt',
  },
  zh: {
    path: '路径',
    commit: '提交到 main',
    notText: '此文件不是文本',
    remove: '删除文件',
    message: '提交说明',
    renamed: '将 w.bin 重命名为 weights/w.bin',
    created: '新建 notes/a b.txt',
  },
}

describe('publishing in the browser', { skip: noBrowser }, () => {
  let site: Site
  let folder: string
  before(async () => {
    site = await openSite()
    folder = await mkdtemp(path.join(tmpdir(), 'kaihub-publish-'))
  })
  after(async () => {
    await site[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it('uploads files of any size, byte for byte, and nothing twice', async () => {
    await site.publish('alice', { id: 'alice/weights' })
    const model = bytesOf(1, 40 * MB)
    await writeFile(path.join(folder, 'model.safetensors'), model)
    await writeFile(path.join(folder, 'notes 中文.md'), '# Notes\n')
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/weights/upload/main')
    await hydrated(page)
    await assertGood(page)
    await page.setInputFiles('[data-pick="files"]', [
      path.join(folder, 'model.safetensors'),
      path.join(folder, 'notes 中文.md'),
    ])
    await assertGood(page)
    await shoot(page, 'upload-chosen')
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await published(page, '2 files are in the repository.')
    await assertGood(page)
    await shoot(page, 'upload-done')
    assert.equal(sha256(await site.read('alice/weights', 'model.safetensors')), sha256(model))
    assert.equal(String(await site.read('alice/weights', encodeURIComponent('notes 中文.md'))), '# Notes\n')

    // once more under another name, with something in front
    await writeFile(path.join(folder, 'second.safetensors'), Buffer.concat([Buffer.from('in front'), model]))
    let sent = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/xorbs/')) sent += 1
    })
    await page.getByRole('button', { name: 'Upload more' }).click()
    await page.setInputFiles('[data-pick="files"]', path.join(folder, 'second.safetensors'))
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await published(page, '1 file is in the repository.')
    assert.ok(sent <= 1, `${sent} xorbs sent`)
    await page.context().close()
  })

  it('takes a dropped folder, is paused, cancelled and continued, and commits once', async () => {
    await site.publish('alice', { id: 'alice/folder', type: 'dataset' })
    const page = await site.visit({ as: 'alice', lang: 'zh' })
    await page.goto('/datasets/alice/folder/upload/main/pictures')
    await hydrated(page)
    await mkdir(path.join(folder, 'photos/.git'), { recursive: true })
    await mkdir(path.join(folder, 'photos/small'), { recursive: true })
    await writeFile(path.join(folder, 'photos/big.bin'), bytesOf(3, 35 * MB))
    await writeFile(path.join(folder, 'photos/.git/HEAD'), 'ref')
    for (let n = 0; n < 20; n += 1)
      await writeFile(path.join(folder, `photos/small/${n}.bin`), bytesOf(20 + n, 50_000 + n))
    // The first xorb is on its way until we say so, however fast the machine.
    const arrival = Promise.withResolvers<void>()
    await page.route('**/v1/xorbs/**', async (route) => {
      if (route.request().method() === 'POST') await arrival.promise
      await route.continue().catch(() => {})
    })
    await page.setInputFiles('[data-pick="folder"]', path.join(folder, 'photos'))
    await page.getByText('21 个文件').waitFor()
    await page.getByRole('button', { name: '提交到 main' }).click()
    await page.getByRole('button', { name: '暂停' }).click()
    await page.getByText('已暂停').waitFor()
    await assertGood(page)
    await shoot(page, 'upload-paused-zh')
    await page.getByRole('button', { name: '继续', exact: true }).click()
    await page.getByRole('button', { name: '取消上传' }).click()
    const dialog = page.getByRole('dialog')
    await assertGood(page)
    await dialog.getByRole('button', { name: '取消上传' }).click()
    await page.getByText('上传已取消').waitFor()
    arrival.resolve()
    const path2 = { types: 'datasets', namespace: 'alice', name: 'folder', rest: 'main' } as const
    const commits = async () =>
      (await site.client('alice').GET('/api/{types}/{namespace}/{name}/commits/{rest}', { params: { path: path2 } }))
        .data!
    assert.equal((await commits()).length, 1)
    await page.getByRole('button', { name: '继续上传' }).click()
    await page.getByText('21 个文件已在仓库中').waitFor({ timeout: 120_000 })
    assert.equal((await commits()).length, 2)
    const listed = await site.client('alice').GET('/api/{types}/{namespace}/{name}/tree/{rest}', {
      params: { path: path2, query: { recursive: 'true' } },
    })
    const names = listed.data!.map((entry) => entry.path).filter((name) => name.startsWith('pictures/photos/'))
    assert.equal(names.filter((name) => name.endsWith('.bin')).length, 21)
    assert.ok(!names.some((name) => name.includes('.git')))
    await page.context().close()
  })

  for (const [lang, words] of Object.entries({
    en: { create: 'Create repository', name: 'Name', free: 'is free', taken: 'exists already', ready: 'is ready' },
    zh: { create: '创建仓库', name: '名称', free: '可以使用', taken: '已存在', ready: '已创建' },
  }) as ['en' | 'zh', Record<'create' | 'name' | 'free' | 'taken' | 'ready', string>][])
    it(`makes a repo and says what to do next, in ${lang}`, async () => {
      await site.publish('alice', { id: 'alice/taken' })
      const page = await site.visit({ as: 'alice', lang, theme: lang === 'en' ? 'light' : 'dark' })
      await page.goto('/new')
      await hydrated(page)
      await assertGood(page)
      await page.getByLabel(words.name, { exact: true }).fill('taken')
      await page.getByText(words.taken).waitFor()
      await assertGood(page)
      await page.getByLabel(words.name, { exact: true }).fill(`made-${lang}`)
      await page.getByText(words.free).waitFor()
      await page.locator('select[name="owner"]').selectOption('lab')
      await page.locator('select[name="license"]').selectOption('apache-2.0')
      await page.locator('input[value="private"]').check()
      await shoot(page, `new-${lang}`)
      await page.getByText(`lab/made-${lang}`).waitFor()
      await page.getByRole('button', { name: words.create }).click()
      await page.getByRole('heading', { level: 1, name: new RegExp(words.ready) }).waitFor()
      await assertGood(page)
      await shoot(page, `new-ready-${lang}`)
      assert.equal(new URL(page.url()).pathname, `/new/models/lab/made-${lang}`)
      assert.match(String(await site.read(`lab/made-${lang}`, 'README.md')), /^---\nlicense: apache-2.0\n---/)
      assert.equal((await fetch(`${site.url}/api/models/lab/made-${lang}`)).status, 401)
      await page.context().close()
    })

  for (const lang of ['en', 'zh'] as const)
    it(`makes, renames and deletes files, each with its own commit, in ${lang}`, async () => {
      const says = fileWords[lang]
      const id = `alice/files-${lang}`
      await site.publish('alice', { id, files: { 'w.bin': bytesOf(5, 5000) } })
      const page = await site.visit({ as: 'alice', lang })
      await page.goto(`/${id}/edit/main`)
      await page.waitForSelector(editor)
      await assertGood(page)
      await page.getByLabel(says.path, { exact: true }).fill('notes/a b.txt')
      await page.locator(editor).click()
      await page.keyboard.type('one')
      await page.getByRole('button', { name: says.commit }).click()
      await page.waitForURL('**/blob/main/notes/a%20b.txt')
      assert.equal(String(await site.read(id, 'notes/a%20b.txt')), 'one')

      await page.goto(`/${id}/edit/main/w.bin`)
      await hydrated(page)
      await page.getByText(says.notText).waitFor()
      await assertGood(page)
      await page.getByLabel(says.path, { exact: true }).fill('weights/w.bin')
      await page.getByRole('button', { name: says.commit }).click()
      await page.waitForURL('**/blob/main/weights/w.bin')
      assert.ok((await site.read(id, 'weights/w.bin')).equals(bytesOf(5, 5000)))

      await page.goto(`/${id}/edit/main/notes/a%20b.txt`)
      await hydrated(page)
      await page.getByRole('button', { name: says.remove }).click()
      const dialog = page.getByRole('dialog')
      await assertGood(page)
      await dialog.getByLabel(says.message).fill('No more notes')
      await dialog.getByRole('button', { name: says.remove }).click()
      await page.waitForURL(`**/${id}/tree/main`)
      const { data } = await site.client('alice').GET('/api/{types}/{namespace}/{name}/commits/{rest}', {
        params: { path: { types: 'models', namespace: 'alice', name: `files-${lang}`, rest: 'main' } },
      })
      assert.deepEqual(
        data!.slice(0, 3).map(({ title }) => title),
        ['No more notes', says.renamed, says.created],
      )
      await page.context().close()
    })

  it('offers the name of a repo that moved away, claims nothing it does not know, and lets organizations say who sees', async () => {
    await site.publish('alice', { id: 'alice/went' })
    const client = site.client('alice')
    await client.POST('/api/repos/move', {
      body: { fromRepo: 'alice/went', toRepo: 'alice/gone', type: 'model' },
      parseAs: 'text',
    })
    await client.PATCH('/api/organizations/{name}', {
      params: { path: { name: 'lab' } },
      body: { defaultVisibility: 'private' },
    })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/new?owner=lab')
    await hydrated(page)
    const name = page.getByLabel('Name', { exact: true })
    await page.route('**/api/models/lab/unsure*', (route) => route.abort())
    await name.fill('unsure')
    await page.locator('button[type=submit]:enabled', { hasText: 'Create repository' }).waitFor()
    assert.ok(!(await page.getByText('is free').isVisible()))
    await name.fill('by-default')
    await page.getByText('lab/by-default is free').waitFor()
    await assertGood(page)
    await shoot(page, 'new-organization')
    await page.getByRole('button', { name: 'Create repository' }).click()
    await page.waitForURL('**/new/models/lab/by-default')
    assert.equal((await fetch(`${site.url}/api/models/lab/by-default`)).status, 401)
    await page.goto('/new')
    await hydrated(page)
    await name.fill('went')
    await page.getByText('alice/went is free').waitFor()
    await client.PATCH('/api/organizations/{name}', {
      params: { path: { name: 'lab' } },
      body: { defaultVisibility: 'public' },
    })
    await page.context().close()
  })

  it('goes on after a fault that came while it was paused', async () => {
    await site.publish('alice', { id: 'alice/halted' })
    const page = await site.visit({ as: 'alice' })
    await page.goto('/alice/halted/upload/main')
    await hydrated(page)
    const pressed = Promise.withResolvers<void>()
    let refusals = 0
    await page.route('**/commit/main', async (route) => {
      if ((refusals += 1) > 1) return route.continue()
      await pressed.promise
      return route.fulfill({ status: 500 })
    })
    await page.setInputFiles('[data-pick="files"]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') })
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.getByText('Committing…').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    pressed.resolve()
    await page.getByText('The upload stopped.').waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('1 file is in the repository.').waitFor()
    await page.context().close()
  })

  it('offers nothing to who may not write, and asks strangers to sign in', async () => {
    await site.publish('alice', { id: 'alice/hers', files: { 'a.txt': 'x' } })
    const bob = await site.visit({ as: 'bob' })
    for (const place of ['upload/main', 'edit/main/a.txt'])
      assert.equal((await bob.goto(`/alice/hers/${place}`))!.status(), 403)
    const stranger = await site.visit()
    await stranger.goto('/alice/hers/upload/main')
    assert.equal(new URL(stranger.url()).pathname, '/login')
    await stranger.goto('/new')
    assert.equal(new URL(stranger.url()).searchParams.get('next'), '/new')
    for (const page of [bob, stranger]) await page.context().close()
  })

  it('fits a telephone', async () => {
    await site.publish('alice', { id: 'alice/small', files: { 'README.md': '# Small\n' } })
    for (const [name, place] of Object.entries({
      new: '/new',
      upload: '/alice/small/upload/main',
      edit: '/alice/small/edit/main/README.md',
    })) {
      const page = await site.visit({ as: 'alice', width: 390, theme: 'dark', lang: 'zh' })
      await page.goto(place)
      await hydrated(page)
      assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 390, name)
      await assertGood(page)
      await shoot(page, `${name}-390-zh-dark`)
      await page.context().close()
    }
  })
})
