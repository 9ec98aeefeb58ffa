import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { operator } from '../packages/server/src/features/accounts/index.ts'
import {
  assertGood,
  button,
  confirm,
  dialog,
  field,
  hydrated,
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
    signIn: 'Sign in',
    name: 'User name',
    password: 'Password',
    newPassword: 'New password',
    saveAndSignIn: 'Save and sign in',
    join: 'Create an account',
    fullName: 'Full name',
    about: 'About',
    save: 'Save',
    saved: 'Saved.',
    tokenName: 'Name',
    fine: /^Fine-grained/,
    its: 'Its name',
    createToken: 'Create a token',
    secret: 'Your new token',
    copied: 'I have copied it',
    rotate: 'New secret',
    revoke: 'Revoke',
    publicKey: 'Public key',
    addKey: 'Add a key',
    remove: 'Remove',
    endSession: 'End session',
    createOrganization: 'Create organization',
    orgName: 'Name',
    add: 'Add',
    deleteOrganization: 'Delete organization',
    create: 'Create',
    menuOf: (name: string) => `Account of ${name}`,
    roleOf: (name: string) => `Role of ${name}`,
    wrong: 'The user name or the password is wrong.',
  },
  zh: {
    signIn: '登录',
    name: '用户名',
    password: '密码',
    newPassword: '新密码',
    saveAndSignIn: '保存并登录',
    join: '注册账号',
    fullName: '显示名称',
    about: '简介',
    save: '保存',
    saved: '已保存。',
    tokenName: '名称',
    fine: /^细粒度/,
    its: '名称',
    createToken: '创建令牌',
    secret: '你的新令牌',
    copied: '我已复制',
    rotate: '重新生成',
    revoke: '撤销',
    publicKey: '公钥',
    addKey: '添加密钥',
    remove: '移除',
    endSession: '结束会话',
    createOrganization: '创建组织',
    orgName: '名称',
    add: '添加',
    deleteOrganization: '删除组织',
    create: '创建',
    menuOf: (name: string) => `${name} 的账号菜单`,
    roleOf: (name: string) => `${name} 的角色`,
    wrong: '用户名或密码不正确。',
  },
} as const

function makeKey(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kaihub-key-'))
  try {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test machine', '-f', path.join(folder, 'key')])
    return readFileSync(path.join(folder, 'key.pub'), 'utf8').trim()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('accounts on the site', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite({ signUp: 'open' })
  })
  after(() => site?.[Symbol.asyncDispose]())

  for (const lang of ['en', 'zh'] as const satisfies Lang[]) {
    const w = words[lang]
    const own = (name: string) => `${name}-${lang}`

    it(`people sign in and come back to where they were (${lang})`, async () => {
      const page = await site.visit({ lang })
      await open(page, '/settings/tokens')
      assert.equal(new URL(page.url()).pathname, '/login')
      await assertGood(page)
      await shoot(page, `login-${lang}`)
      await field(page, w.name).fill('alice')
      await field(page, w.password).fill('not this one')
      await button(page, w.signIn).click()
      await page.getByRole('alert').filter({ hasText: w.wrong }).waitFor()
      await field(page, w.password).fill(passwordOf('alice'))
      await button(page, w.signIn).click()
      await page.waitForURL((url) => url.pathname === '/settings/tokens')
      await hydrated(page)
      await page.getByLabel(w.menuOf('alice')).click()
      await page.click('a[href="/logout"]')
      await page.waitForURL((url) => url.pathname === '/')
      await open(page, '/settings/profile')
      assert.equal(new URL(page.url()).pathname, '/login')
      await page.context().close()
    })

    it(`strangers make themselves an account and tell of themselves (${lang})`, async () => {
      const page = await site.visit({ lang })
      await open(page, '/join?next=/settings/profile')
      await assertGood(page)
      await shoot(page, `join-${lang}`)
      await field(page, w.name).fill(own('newcomer'))
      await field(page, w.password).fill('a long enough password')
      await button(page, w.join).click()
      await page.waitForURL((url) => url.pathname === '/settings/profile')
      await hydrated(page)
      await field(page, w.fullName).fill('New Comer')
      await field(page, w.about).fill('Measures things.')
      await button(page, w.save).click()
      await page.getByText(w.saved).waitFor()
      await page.setInputFiles('input[type=file]', {
        name: 'me.png',
        mimeType: 'image/png',
        buffer: Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          'base64',
        ),
      })
      await button(page, w.remove).waitFor()
      const shown = await page.request.get(`/api/users/${own('newcomer')}/avatar`)
      assert.match(shown.headers()['content-type'] ?? '', /^image\/(webp|png)$/)
      await assertGood(page)
      await shoot(page, `settings-profile-${lang}`)
      const { data } = await site
        .client('alice')
        .GET('/api/users/{name}/overview', { params: { path: { name: own('newcomer') } } })
      assert.deepEqual([data?.fullname, data?.details], ['New Comer', 'Measures things.'])
      await page.context().close()
    })

    it(`a one-time password leads to one’s own (${lang})`, async () => {
      const admin = await site.visit({ lang, as: 'root' })
      await open(admin, '/-/admin/users')
      await field(admin, w.name).fill(own('invited'))
      await button(admin, w.create).click()
      const secret = (await dialog(admin).locator('output').textContent()) ?? ''
      assert.equal(secret.length, 20)
      await assertGood(admin)
      await admin.context().close()
      const page = await site.visit({ lang })
      await open(page, '/login')
      await field(page, w.name).fill(own('invited'))
      await field(page, w.password).fill(secret)
      await button(page, w.signIn).click()
      await field(page, w.newPassword).fill('one that only I know')
      await assertGood(page)
      await button(page, w.saveAndSignIn).click()
      await page.waitForURL((url) => url.pathname === '/')
      await page.getByLabel(w.menuOf(own('invited'))).waitFor()
      await page.context().close()
    })

    it(`access tokens are made, renewed and revoked; the secret is shown once (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'bob' })
      await open(page, '/settings/tokens')
      await shoot(page, `settings-tokens-${lang}`)
      await page.getByLabel(w.tokenName, { exact: true }).first().fill(own('nightly'))
      await page.getByRole('radio', { name: w.fine }).check()
      await assertGood(page)
      await button(page, w.createToken).click()
      await dialog(page).waitFor()
      const secret = (await dialog(page).locator('output').textContent()) ?? ''
      assert.match(secret, /^hf_\w{34,}$/)
      const who = (token: string) =>
        fetch(`${site.url}/api/whoami-v2`, { headers: { Authorization: `Bearer ${token}` } })
      assert.equal((await who(secret)).status, 200)
      await assertGood(page)
      await button(page, w.copied).click()
      assert.ok(!(await page.content()).includes(secret))
      await shoot(page, `settings-tokens-made-${lang}`)
      const row = page.getByRole('listitem').filter({ hasText: own('nightly') })
      await row.getByRole('button').first().click()
      await dialog(page).getByRole('button', { name: w.rotate, exact: true }).click()
      await dialog(page).filter({ hasText: w.secret }).waitFor()
      const second = (await dialog(page).locator('output').textContent()) ?? ''
      assert.deepEqual([(await who(secret)).status, (await who(second)).status], [401, 200])
      await button(page, w.copied).click()
      await row.getByRole('button').last().click()
      await confirm(page, w.revoke)
      await row.waitFor({ state: 'detached' })
      assert.equal((await who(second)).status, 401)
      await page.context().close()
    })

    it(`SSH keys are added and removed (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'alice' })
      await open(page, '/settings/ssh-keys')
      await assertGood(page)
      await field(page, w.publicKey).fill('nonsense')
      await button(page, w.addKey).click()
      await page.getByRole('alert').waitFor()
      await field(page, w.publicKey).fill(makeKey())
      await button(page, w.addKey).click()
      await page.getByText('test machine').waitFor()
      assert.match((await page.textContent('main')) ?? '', /SHA256:/)
      await shoot(page, `settings-ssh-keys-${lang}`)
      await page.getByRole('listitem').filter({ hasText: 'test machine' }).getByRole('button').click()
      await confirm(page, w.remove)
      await page.getByText('test machine').waitFor({ state: 'detached' })
      await page.context().close()
    })

    it(`sessions are seen and ended (${lang})`, async () => {
      const [here, there] = [await site.visit({ lang, as: 'bob' }), await site.visit({ lang, as: 'bob' })]
      await open(here, '/settings/sessions')
      await assertGood(here)
      await shoot(here, `settings-sessions-${lang}`)
      // the newest comes first, and there is no button beside this one
      const others = here.getByText(w.endSession, { exact: true })
      for (let left = await others.count(); left > 0; left--) {
        await others.first().click()
        await confirm(here, w.endSession)
        await others.nth(left - 1).waitFor({ state: 'detached' })
      }
      await open(there, '/settings/profile')
      assert.equal(new URL(there.url()).pathname, '/login')
      await here.context().close()
      await there.context().close()
    })

    it(`an organization is made, filled and deleted (${lang})`, async () => {
      const page = await site.visit({ lang, as: 'alice' })
      await open(page, '/organizations/new')
      await assertGood(page)
      await field(page, w.orgName).fill(own('team'))
      await button(page, w.createOrganization).click()
      await page.waitForURL(`**/organizations/${own('team')}/settings`)
      await field(page, w.name).fill('nobody-here')
      await button(page, w.add).click()
      await page.getByRole('alert').waitFor()
      await field(page, w.name).fill('bob')
      await button(page, w.add).click()
      const role = page.getByLabel(w.roleOf('bob'))
      await role.selectOption('write')
      const roles = async () => {
        const path = { name: own('team') }
        const { data } = await site.client('bob').GET('/api/organizations/{name}/members', { params: { path } })
        return data?.map(({ user, role: held }) => [user, held])
      }
      await page.locator('p[role=status]', { hasText: 'bob' }).waitFor({ state: 'attached' })
      assert.deepEqual(await roles(), [
        ['alice', 'admin'],
        ['bob', 'write'],
      ])
      await assertGood(page)
      await shoot(page, `organization-settings-${lang}`)
      await button(page, w.deleteOrganization).click()
      await confirm(page, w.deleteOrganization, own('team'))
      await page.waitForURL('**/settings/organizations')
      await hydrated(page)
      await assertGood(page)
      await shoot(page, `settings-organizations-${lang}`)
      await page.context().close()
    })
  }

  it('tells in dialogs and at the door what did not work', async () => {
    const page = await site.visit()
    for (const [address, end] of [
      ['/login', 'Sign in'],
      ['/join', 'Create an account'],
    ] as const) {
      await page.route('**/api/{login,signup}', (route) => route.abort())
      await open(page, address)
      await field(page, 'User name').fill('alice')
      await field(page, 'Password').fill(passwordOf('alice'))
      await button(page, end).click()
      await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor()
      assert.ok(await button(page, end).isEnabled(), 'it may be tried again')
    }
    const alice = await site.visit({ as: 'alice' })
    await open(alice, '/settings/tokens')
    await field(alice, 'Name').fill('to be copied')
    await button(alice, 'Create a token').click()
    await button(alice, 'I have copied it').click()
    await dialog(alice).waitFor({ state: 'hidden' })
    await alice.route('**/api/settings/tokens/*', async (route) => {
      // what is under way is not left: its end belongs to this dialog
      await alice.keyboard.press('Escape')
      assert.ok(await dialog(alice).isVisible())
      await route.abort()
    })
    await button(alice, 'Revoke “to be copied”').click()
    await dialog(alice).getByRole('button', { name: 'Revoke', exact: true }).click()
    await dialog(alice).getByRole('alert').filter({ hasText: 'does not answer' }).waitFor()
    // a selection that began in the dialog and ends beside it is no press beside it
    const box = (await dialog(alice).boundingBox())!
    await alice.mouse.move(box.x + 40, box.y + 90)
    await alice.mouse.down()
    await alice.mouse.move(5, box.y + 90, { steps: 3 })
    await alice.mouse.up()
    assert.ok(await dialog(alice).isVisible())
    await alice.mouse.click(5, 5)
    await dialog(alice).waitFor({ state: 'hidden' })
    for (const each of [page, alice]) await each.context().close()
  })

  it('copies a secret in its dialog where pages have no clipboard', async () => {
    const page = await site.visit({ as: 'alice' })
    await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await open(page, '/settings/tokens')
    await field(page, 'Name').fill('to be pasted')
    await button(page, 'Create a token').click()
    const secret = await dialog(page).locator('output').textContent()
    await button(page, 'Copy the token').click()
    await button(page, 'I have copied it').click()
    await dialog(page).waitFor({ state: 'hidden' })
    await field(page, 'Name').press('Control+V')
    assert.equal(await field(page, 'Name').inputValue(), secret)
    await page.context().close()
  })

  it('leads away whoever gives up the right to look after an organization', async () => {
    const { accounts } = site.hub.services
    await accounts.createOrganization(operator, { name: 'shared', fullName: 'Shared', admin: 'alice' })
    await accounts.setMember(operator, 'shared', { user: 'bob', role: 'admin' })
    const page = await site.visit({ as: 'alice' })
    await open(page, '/organizations/shared/settings')
    await page.getByLabel('Role of alice').selectOption('read')
    await page.waitForURL('**/settings/organizations')
    await page.getByRole('main').getByRole('link', { name: 'shared' }).waitFor()
    await page.context().close()
  })

  it('goes to no other site after signing in', async () => {
    const page = await site.visit()
    await open(page, `/login?next=${encodeURIComponent('//evil.example/')}`)
    await field(page, 'User name').fill('alice')
    await field(page, 'Password').fill(passwordOf('alice'))
    await button(page, 'Sign in').click()
    await page.waitForURL((url) => url.pathname === '/')
    assert.equal(new URL(page.url()).origin, site.url)
    await open(page, `/login?next=${encodeURIComponent('/\\evil.example')}`)
    assert.equal(page.url(), `${site.url}/`)
    await page.context().close()
  })

  it('asks before it signs somebody out whom another page sent', async () => {
    const page = await site.visit({ as: 'alice' })
    await open(page, '/logout')
    await button(page, 'Sign out').waitFor()
    assert.equal((await page.request.get('/api/settings/profile')).status(), 200)
    await assertGood(page)
    await page.context().close()
  })

  it('works on phones and by night', async () => {
    const places = ['profile', 'password', 'tokens', 'ssh-keys', 'sessions', 'organizations']
    const page = await site.visit({ as: 'alice', width: 390, theme: 'dark' })
    for (const place of places) {
      await open(page, `/settings/${place}`)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, place)
      await assertGood(page)
      await shoot(page, `phone-settings-${place}`)
    }
    await page.context().close()
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
