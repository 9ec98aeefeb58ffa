import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operator } from '../packages/server/src/features/accounts/index.ts'
import {
  assertGood,
  button,
  confirm,
  dialog,
  field,
  type Lang,
  noBrowser,
  open,
  openSite,
  passwordOf,
  shoot,
  type Site,
} from './web.ts'

/** The words of buttons and fields that a flow uses, as a person reads them. */
const words = {
  en: {
    makePrivate: 'Make private',
    makePublic: 'Make public',
    newBranch: 'New branch',
    create: 'Create',
    patterns: 'Names or patterns, one per line',
    save: 'Save',
    delete: 'Delete',
    deleteBranch: (name: string) => `Delete the branch ${name}`,
    name: 'Name',
    rename: 'Rename or move',
    duplicate: 'Duplicate',
    deleteRepo: 'Delete repository',
    actionsOf: (name: string) => `What to do with ${name}`,
    disable: 'Disable',
    letIn: 'Let in again',
    reset: 'New one-time password',
    copied: 'I have copied it',
    nothing: 'Nothing here',
  },
  zh: {
    makePrivate: '设为私有',
    makePublic: '设为公开',
    newBranch: '新分支',
    create: '创建',
    patterns: '名称或通配模式，每行一个',
    save: '保存',
    delete: '删除',
    deleteBranch: (name: string) => `删除分支 ${name}`,
    name: '名称',
    rename: '重命名或移动',
    duplicate: '复制',
    deleteRepo: '删除仓库',
    actionsOf: (name: string) => `对 ${name} 的操作`,
    disable: '停用',
    letIn: '恢复',
    reset: '生成一次性密码',
    copied: '我已复制',
    nothing: '这里什么也没有',
  },
} as const

describe('settings of repos and of the hub', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    for (const lang of ['en', 'zh'])
      await site.publish('alice', { id: `alice/words-${lang}`, type: 'dataset', files: { 'README.md': '# Words\n' } })
    await site.publish('alice', { id: 'alice/hidden', private: true, files: { 'a.bin': 'x'.repeat(50_000) } })
  })
  after(() => site?.[Symbol.asyncDispose]())

  for (const lang of ['en', 'zh'] as const satisfies Lang[]) {
    const w = words[lang]
    const name = `words-${lang}`

    it(`a repo is hidden, branched, protected, renamed, copied and deleted (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'alice' })
      await open(page, `/datasets/alice/${name}/settings`)
      await assertGood(page)
      await shoot(page, `repo-settings-${lang}`)

      await button(page, w.makePrivate).click()
      await confirm(page, w.makePrivate)
      await button(page, w.makePublic).waitFor()
      assert.equal((await fetch(`${site.url}/api/datasets/alice/${name}`)).status, 401)

      for (const branch of ['dev', 'release/1']) {
        await field(page, w.newBranch).fill(branch)
        await button(page, w.create).first().click()
        await page.getByRole('link', { name: branch, exact: true }).waitFor()
      }
      await field(page, w.patterns).fill('release/*\n')
      await button(page, w.save).click()
      await button(page, w.deleteBranch('release/1')).waitFor({ state: 'detached' })
      await button(page, w.deleteBranch('dev')).click()
      await confirm(page, w.delete)
      await page.getByRole('link', { name: 'dev', exact: true }).waitFor({ state: 'detached' })

      await field(page, w.name).first().fill(`${name}-renamed`)
      await button(page, w.rename).click()
      await confirm(page, w.rename)
      await page.waitForURL((url) => url.pathname === `/datasets/alice/${name}-renamed/settings`)
      await open(page, `/datasets/alice/${name}`)
      assert.equal(new URL(page.url()).pathname, `/datasets/alice/${name}-renamed`, 'the old address leads on')

      await open(page, `/datasets/alice/${name}-renamed/settings`)
      await field(page, w.name).last().fill(`${name}-copy`)
      await button(page, w.duplicate).click()
      await page.waitForURL((url) => url.pathname === `/datasets/alice/${name}-copy`)

      await open(page, `/datasets/alice/${name}-renamed/settings`)
      await button(page, w.deleteRepo).click()
      assert.ok(await dialog(page).getByRole('button', { name: w.deleteRepo, exact: true }).isDisabled())
      await confirm(page, w.deleteRepo, `alice/${name}-renamed`)
      await page.waitForURL((url) => url.pathname === '/alice')
      await page.context().close()
    })

    it(`administrators look after people (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'root' })
      await open(page, '/-/admin/users?search=bo')
      await assertGood(page)
      await shoot(page, `admin-users-${lang}`)
      const choose = async (act: string) => {
        await page.getByLabel(w.actionsOf('bob')).click()
        await page.locator('details[open]').getByRole('button', { name: act, exact: true }).click()
      }
      const { accounts } = site.hub.services
      await choose(w.disable)
      await assertGood(page)
      await confirm(page, w.disable)
      assert.notEqual((await accounts.findUser('bob'))?.disabledAt, null)
      await choose(w.letIn)
      await confirm(page, w.letIn)
      assert.equal((await accounts.findUser('bob'))?.disabledAt, null)
      await choose(w.reset)
      await dialog(page).getByRole('button', { name: w.reset, exact: true }).click()
      await dialog(page).locator('output').waitFor()
      assert.equal((await accounts.findUser('bob'))?.mustChangePassword, true)
      await button(page, w.copied).click()
      await accounts.setPassword(operator, 'bob', passwordOf('bob'))
      await page.context().close()
    })

    it(`administrators see repos, storage, tasks and health (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'root' })
      for (const place of ['', '/repos', '/storage', '/tasks']) {
        await open(page, `/-/admin${place}`)
        await assertGood(page)
        await shoot(page, `admin${place.replace('/', '-') || '-health'}-${lang}`)
      }
      await open(page, '/-/admin/repos?visibility=private&search=hid')
      assert.equal(await page.getByRole('link', { name: 'alice/hidden', exact: true }).count(), 1)
      await page.context().close()
    })

    it(`is not for others (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'bob' })
      for (const address of ['/-/admin', '/-/admin/users', '/alice/hidden/settings', '/organizations/lab/settings']) {
        const answer = await page.goto(address)
        assert.ok([401, 403, 404].includes(answer!.status()), address)
        await page.getByRole('heading', { name: w.nothing }).waitFor()
      }
      await page.context().close()
      const stranger = await site.visit({ lang })
      await open(stranger, '/-/admin/users')
      assert.equal(new URL(stranger.url()).pathname, '/login')
      await stranger.context().close()
    })
  }

  it('works on phones and by night', async () => {
    const page = await site.visit({ as: 'root', width: 390, theme: 'dark' })
    const places = ['/-/admin', '/-/admin/users', '/-/admin/repos', '/-/admin/storage', '/-/admin/tasks']
    for (const place of [...places, '/alice/hidden/settings', '/organizations/lab/settings']) {
      await open(page, place)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, place)
      await assertGood(page)
      await shoot(page, `phone${place.replaceAll('/', '-')}`)
    }
    await page.context().close()
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
