import assert from 'node:assert/strict'
import { createCipheriv, createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { assertGood, hydrated, openSite, shoot, type Site } from './web.ts'

const MB = 1_000_000
const bytesOf = (seed: number, length: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('publishing in the browser', () => {
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

  async function read(repo: string, file: string): Promise<Buffer> {
    const answer = await fetch(`${site.url}/${repo}/resolve/main/${file}`, {
      headers: { Authorization: `Bearer ${site.token('alice')}` },
    })
    assert.equal(answer.status, 200, await answer.clone().text())
    return Buffer.from(await answer.arrayBuffer())
  }

  it('uploads files of any size, byte for byte, and nothing twice', async () => {
    await site.publish('alice', { id: 'alice/weights' })
    const model = bytesOf(1, 90 * MB)
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
    await page.getByText('2 files are in the repository.').waitFor({ timeout: 120_000 })
    await assertGood(page)
    await shoot(page, 'upload-done')
    assert.equal(sha256(await read('alice/weights', 'model.safetensors')), sha256(model))
    assert.equal(String(await read('alice/weights', encodeURIComponent('notes 中文.md'))), '# Notes\n')

    // once more under another name, with something in front
    await writeFile(path.join(folder, 'second.safetensors'), Buffer.concat([Buffer.from('in front'), model]))
    let sent = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/xorbs/')) sent += 1
    })
    await page.getByRole('button', { name: 'Upload more' }).click()
    await page.setInputFiles('[data-pick="files"]', path.join(folder, 'second.safetensors'))
    await page.getByRole('button', { name: 'Commit to main' }).click()
    await page.getByText('1 file is in the repository.').waitFor({ timeout: 120_000 })
    assert.ok(sent <= 1, `${sent} xorbs sent`)
    await page.context().close()
  })
})
