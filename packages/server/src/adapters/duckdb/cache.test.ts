import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { TableFile } from '../../ports/tables.ts'
import { createFileCache, type FileCache } from './cache.ts'

const MiB = 1024 * 1024

const fileOf = (key: string, breaksAt = Infinity): TableFile => ({
  key,
  sizeBytes: 8 * MiB,
  open: async () => ({
    read: async function* (range) {
      const { first, last } = range!
      for (let at = first; at <= last; at += MiB) {
        if (at >= breaksAt) throw new Error('the disk is gone')
        yield new Uint8Array(Math.min(MiB, last + 1 - at))
      }
    },
    [Symbol.asyncDispose]: async () => {},
  }),
})

suite('the cache of tables', () => {
  let folder: string
  let cache: FileCache
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    cache = createFileCache({ folder, limitBytes: 3 * MiB })
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const inFolder = () => readdir(join(folder, 'files'))

  test('two who want the same at once share one copy and one reading', async () => {
    const [one, two] = await Promise.all([cache.hold(fileOf('same')), cache.hold(fileOf('same'))])
    assert.equal(one.path, two.path)
    const before = cache.bytesRead()
    const wanted = [{ start: 0, end: MiB }]
    await Promise.all([one.bring(wanted), two.bring(wanted)])
    assert.equal(cache.bytesRead() - before, MiB)
    using _one = one
    using _two = two
  })

  test('what all queries hold together is bounded; what nobody holds makes room', async () => {
    const first = await cache.hold(fileOf('first'))
    await first.bring([{ start: 0, end: 2.5 * MiB }])
    using second = await cache.hold(fileOf('second'))
    await assert.rejects(second.bring([{ start: 0, end: 2 * MiB }]), { code: 'RateLimited' })
    await second.bring([{ start: 0, end: MiB / 2 }])
    first[Symbol.dispose]()
    await second.bring([{ start: 0, end: 3 * MiB }])
    await assert.rejects(second.bring([{ start: 0, end: 8 * MiB }]), { code: 'TableTooLarge' })
  })

  test('two fillings at once do not take the same room', async () => {
    using one = await cache.hold(fileOf('one'))
    using two = await cache.hold(fileOf('two'))
    const wanted = [{ start: 0, end: 2 * MiB }]
    const outcomes = await Promise.allSettled([one.bring(wanted), two.bring(wanted)])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })

  test('what came before a reading broke off is counted and kept', async () => {
    using broken = await cache.hold(fileOf('broken', MiB))
    await assert.rejects(broken.bring([{ start: 0, end: 2 * MiB }]), /the disk is gone/)
    using again = await cache.hold(fileOf('broken'))
    const before = cache.bytesRead()
    await again.bring([{ start: 0, end: 2 * MiB }])
    assert.equal(cache.bytesRead() - before, MiB)
  })

  test('what was made by half is not left behind', async () => {
    const before = await inFolder()
    await assert.rejects(
      cache.holdMade('made', MiB, async (path) => {
        await writeFile(join(folder, path), 'half')
        throw new Error('no more')
      }),
      /no more/,
    )
    assert.deepEqual(await inFolder(), before)
    using made = await cache.holdMade('made', MiB, (path) => writeFile(join(folder, path), 'whole'))
    assert.ok((await inFolder()).some((name) => made.path.endsWith(name)))
  })

  test('whoever makes again what was made by half begins with nothing, and loses nothing', async () => {
    const make = (isWhole: boolean) =>
      cache.holdMade('again', MiB, async (path) => {
        await writeFile(join(folder, path), isWhole ? 'whole' : 'half', { flag: 'wx' })
        if (!isWhole) throw new Error('no more')
      })
    const [first, second] = await Promise.allSettled([make(false), make(true)])
    assert.equal(first.status, 'rejected')
    assert.equal(second.status, 'fulfilled')
    using made = second.value
    assert.equal(await readFile(join(folder, made.path), 'utf8'), 'whole')
  })

  test('a folder that cannot be had is asked for again', async () => {
    const place = join(folder, 'place')
    await writeFile(place, 'a file is in the way')
    const late = createFileCache({ folder: place, limitBytes: MiB })
    await assert.rejects(late.hold(fileOf('any')))
    await rm(place)
    using _held = await late.hold(fileOf('any'))
  })
})
