import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { isHubError } from '../../kit/errors.ts'
import { blobStoreSuite } from '../../ports/blob-store.suite.ts'
import { createDiskBlobStore } from './blob-store.ts'
import { unlessMissing } from './disk-errors.ts'
import { createStagedBlob } from './staged-blob.ts'

blobStoreSuite('blob store on local disk', async () => {
  const folder = await temporaryFolder()
  return {
    store: createDiskBlobStore(folder),
    leftOvers: () => filesIn(path.join(folder, 'tmp')),
    openHandles: () => openFilesUnder(folder),
    remove: () => rm(folder, { recursive: true }),
  }
})

describe('blobs on local disk', () => {
  it('lie under the first four digits of their name', async (t) => {
    const folder = await temporaryFolder()
    t.after(() => rm(folder, { recursive: true }))
    await using staged = await createDiskBlobStore(folder).stage()
    await staged.write(Buffer.from('test'))
    await staged.commit()
    const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
    assert.deepEqual(await readdir(path.join(folder, 'blobs/9f/86')), [digest])
  })

  it('survive a second store on the same folder, and strange files do not count', async (t) => {
    const folder = await temporaryFolder()
    t.after(() => rm(folder, { recursive: true }))
    const store = createDiskBlobStore(folder)
    await using staged = await store.stage()
    await staged.write(Buffer.from('test'))
    const { digest } = await staged.commit()
    await writeFile(path.join(folder, 'blobs/9f/86/notes.txt'), 'not a blob')
    const listed: string[] = []
    for await (const blob of createDiskBlobStore(folder).list()) listed.push(blob.digest)
    assert.deepEqual(listed, [digest])
  })

  it('are never named by anything but a digest', async () => {
    const store = createDiskBlobStore('/nowhere')
    await assert.rejects(async () => store.open('../../etc/passwd' as never), assert.AssertionError)
  })

  it('fail loudly when the file was cut short', async (t) => {
    const folder = await temporaryFolder()
    t.after(() => rm(folder, { recursive: true }))
    const store = createDiskBlobStore(folder)
    await using staged = await store.stage()
    await staged.write(randomBytes(2_000_000))
    const { digest } = await staged.commit()
    await using blob = (await store.open(digest))!
    const file = await open(path.join(folder, 'blobs', digest.slice(0, 2), digest.slice(2, 4), digest), 'r+')
    await file.truncate(1_000_000)
    await file.close()
    const parts = blob.read()[Symbol.asyncIterator]()
    await assert.rejects(async () => {
      while (!(await parts.next()).done);
    }, /ends .* too early/)
  })
})

describe('a full disk', () => {
  it('is told to the client and leaves nothing behind', async (t) => {
    const folder = await temporaryFolder()
    let mounted = false
    t.after(async () => {
      if (mounted) execFileSync('umount', [folder])
      await rm(folder, { recursive: true })
    })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], { stdio: 'pipe' })
      mounted = true
    } catch {
      return t.skip('mounting a small tmpfs is not permitted here')
    }
    const store = createDiskBlobStore(folder)
    for (const sizeBytes of [1_100_000, 9_000_000]) {
      const staged = await store.stage()
      const upload = async (): Promise<unknown> => {
        for (let sent = 0; sent < sizeBytes; sent += 100_000) await staged.write(randomBytes(100_000))
        return await staged.commit()
      }
      await assert.rejects(upload(), (error) => isHubError(error, 'StorageFull') && /full/.test(error.message))
      assert.deepEqual(await filesIn(folder), [])
    }
    await using small = await store.stage()
    await small.write(randomBytes(500_000))
    assert.equal((await small.commit()).sizeBytes, 500_000)
  })

  it('is noticed at the first write that does not fit', async (t) => {
    for (const parts of [[5_000_000], [600_000, 600_000], Array.from({ length: 30 }, () => 50_000)]) {
      const folder = await temporaryFolder()
      t.after(() => rm(folder, { recursive: true }))
      const file = path.join(folder, 'full')
      await symlink('/dev/full', file)
      const handle = await open(file, 'w')
      await using staged = createStagedBlob({ file, handle, place: neverPlaced })
      const upload = async (): Promise<void> => {
        for (const length of parts) await staged.write(randomBytes(length))
      }
      await assert.rejects(upload(), (error) => isHubError(error, 'StorageFull'))
      await assert.rejects(staged.commit(), assert.AssertionError)
    }
  })
})

const neverPlaced = (): Promise<void> => assert.fail('placed a file that was never written')

const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'kaihub-blobs-'))

async function filesIn(folder: string): Promise<string[]> {
  const entries = (await unlessMissing(readdir(folder, { recursive: true, withFileTypes: true }))) ?? []
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

async function openFilesUnder(folder: string): Promise<string[]> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return links.filter((link) => link.startsWith(folder))
}
