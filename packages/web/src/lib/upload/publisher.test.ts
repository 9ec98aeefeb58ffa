import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { createRepo, json } from '../../../../server/src/testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../../server/src/testing/test-hub.ts'
import { xetContent } from '../../../../server/src/testing/xet-content.ts'
import { createDoor } from './door.ts'
import { UploadFault } from './fault.ts'
import type { Progress } from './progress.ts'
import { createPublisher, type PublisherOptions } from './publisher.ts'

type Bytes = Uint8Array<ArrayBuffer>

const MB = 1_000_000
/** The same for the same seed, and quickly made. */
const bytesOf = (seed: number, length: number): Bytes =>
  Uint8Array.from(createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length)))
const join = (...parts: Bytes[]): Bytes => Uint8Array.from(Buffer.concat(parts))
const same = (left: Uint8Array, right: Uint8Array | string) => assert.ok(Buffer.from(left).equals(Buffer.from(right)))
const urlOf = (input: string | URL | Request): string => (input instanceof Request ? input.url : input.toString())

describe('a publisher', () => {
  let hub: TestHub
  let alice: Person
  before(async () => {
    hub = await startTestHub()
    alice = await hub.person('alice')
  })
  after(() => hub[Symbol.asyncDispose]())

  type Upload = {
    name: string
    files: Record<string, Bytes | string>
    fetch?: typeof globalThis.fetch
    options?: Partial<PublisherOptions>
  }

  /** Requests are counted by what they are for. */
  function upload({ name, files, fetch = globalThis.fetch, options = {} }: Upload) {
    const asked: string[] = []
    const told: Progress[] = []
    const counting: typeof globalThis.fetch = (input, init) => {
      const method = input instanceof Request ? input.method : (init?.method ?? 'GET')
      asked.push(`${method} ${/(xorbs|shards|chunks|commit|preupload|batch|token)/.exec(urlOf(input))?.[1]}`)
      return fetch(input, init)
    }
    const publisher = createPublisher(
      {
        repo: { types: 'models', namespace: 'alice', name },
        branch: 'main',
        summary: 'Upload files',
        description: '',
        files: Object.entries(files).map(([path, content]) => ({ path, blob: new Blob([content]) })),
      },
      {
        door: createDoor({ url: hub.url, token: alice.token, fetch: counting }),
        onProgress: (progress) => told.push({ ...progress, files: new Map(progress.files) }),
        waits: [0, 0, 0],
        ...options,
      },
    )
    const count = (what: string): number => asked.filter((each) => each === what).length
    return {
      publisher,
      count,
      told,
      last: () => told.at(-1)!,
      run: (signal?: AbortSignal) => publisher.run(signal ?? new AbortController().signal),
    }
  }

  const read = async (name: string, path: string): Promise<Buffer> => {
    const answer = await hub.fetch(`/alice/${name}/resolve/main/${path}`, { as: alice, redirect: 'follow' })
    assert.equal(answer.status, 200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const commits = async (name: string) =>
    json<unknown[]>(hub.fetch(`/api/models/alice/${name}/commits/main`, { as: alice }))

  it('publishes large files by chunks and small ones in the commit, byte for byte', async () => {
    await createRepo(hub, alice, 'first')
    const files = {
      'model.safetensors': bytesOf(1, 40 * MB),
      'README.md': '# First\n\nWritten in 中文.\n',
      'data/a b #1.bin': bytesOf(2, 300_000),
      'data/same.bin': bytesOf(2, 300_000),
      'empty.txt': '',
    }
    const { run, count, last } = upload({ name: 'first', files })
    const committed = await run()
    assert.match(committed!.commitOid, /^[0-9a-f]{40}$/)
    for (const [path, content] of Object.entries(files)) same(await read('first', encodeURIComponent(path)), content)
    assert.deepEqual([count('POST xorbs'), count('POST shards'), count('POST commit')], [2, 1, 1])
    const { phase, total, read: looked, done, files: each } = last()
    assert.deepEqual([phase, looked, done], ['done', total, total])
    assert.ok([...each.values()].every(({ state }) => state === 'sent'))
  })

  it('cuts and names chunks as every Xet client does', async () => {
    const content = bytesOf(3, 6 * MB)
    await createRepo(hub, alice, 'names')
    await upload({ name: 'names', files: { 'w.bin': content } }).run()
    const [entry] = await json<{ xetHash: string; lfs: { oid: string } }[]>(
      hub.fetch('/api/models/alice/names/paths-info/main', {
        method: 'POST',
        as: alice,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ paths: ['w.bin'] }),
      }),
    )
    const expected = xetContent(content)
    assert.deepEqual([entry!.xetHash, entry!.lfs.oid], [expected.file, expected.sha256])
  })

  it('sends nothing of what the hub has: the same again, and an edited file but for the edit', async () => {
    const content = bytesOf(4, 30 * MB)
    await createRepo(hub, alice, 'again')
    await upload({ name: 'again', files: { 'w.bin': content, 'small.bin': bytesOf(5, 200_000) } }).run()
    const again = upload({ name: 'again', files: { 'copy.bin': content, 'small.bin': bytesOf(5, 200_000) } })
    await again.run()
    assert.deepEqual([again.count('POST xorbs'), again.last().sent, again.last().known], [0, 0, again.last().total])
    const edited = join(content.subarray(0, 10 * MB), bytesOf(6, 1000), content.subarray(10 * MB))
    const edit = upload({ name: 'again', files: { 'edited.bin': edited } })
    await edit.run()
    assert.ok(edit.last().sent < 400_000, `${edit.last().sent} bytes sent`)
    same(await read('again', 'edited.bin'), edited)
  })

  it('stores what repeats within an upload once', async () => {
    const block = bytesOf(7, 5 * MB)
    await createRepo(hub, alice, 'repeats')
    const files = { 'a.bin': join(block, bytesOf(8, 100_000), block), 'b.bin': block }
    const { run, last } = upload({ name: 'repeats', files })
    await run()
    assert.ok(last().sent < 6 * MB, `${last().sent} bytes sent`)
    for (const [path, content] of Object.entries(files)) same(await read('repeats', path), content)
  })

  it('is cancelled without a trace in the repo, and goes on later with what is missing', async () => {
    const files = { 'w.bin': bytesOf(9, 100 * MB) }
    await createRepo(hub, alice, 'cancelled')
    const before = await commits('cancelled')
    const stop = new AbortController()
    const first = upload({
      name: 'cancelled',
      files,
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        if (init?.method === 'POST' && urlOf(input).includes('/xorbs/')) stop.abort(new DOMException('', 'AbortError'))
        return response
      },
    })
    await assert.rejects(first.run(stop.signal), { name: 'AbortError' })
    assert.deepEqual([await commits('cancelled'), first.count('POST commit')], [before, 0])
    // a new page, the same file
    const second = upload({ name: 'cancelled', files })
    await second.run()
    assert.ok(second.last().known > 30 * MB && second.last().sent < 70 * MB, `${second.last().sent} bytes sent`)
    same(await read('cancelled', 'w.bin'), files['w.bin'])
  })

  it('leaves no request behind when it fails', async () => {
    await createRepo(hub, alice, 'stopped')
    const second = Promise.withResolvers<AbortSignal>()
    let posts = 0
    const { run } = upload({
      name: 'stopped',
      files: { 'w.bin': bytesOf(12, 70 * MB) },
      fetch: async (input, init) => {
        if (init?.method !== 'POST' || !urlOf(input).includes('/xorbs/')) return fetch(input, init)
        if ((posts += 1) === 1) {
          await second.promise
          return new Response('{}', { status: 403 })
        }
        const signal = init.signal!
        second.resolve(signal)
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        })
      },
    })
    await assert.rejects(run(), { name: 'UploadFault', status: 403 })
    assert.ok((await second.promise).aborted)
  })

  it('outlives requests that get no answer, and a hub that is busy', async () => {
    const files = { 'w.bin': bytesOf(10, 40 * MB), 'notes.txt': 'words' }
    await createRepo(hub, alice, 'shaky')
    const seen = new Set<string>()
    const { run, told } = upload({
      name: 'shaky',
      files,
      fetch: async (input, init) => {
        const url = urlOf(input)
        const isFirst = !seen.has(url) && !url.includes('/commit/')
        seen.add(url)
        if (!isFirst) return fetch(input, init)
        if (url.includes('shards')) return new Response('{"error":"busy"}', { status: 503 })
        throw new TypeError('fetch failed')
      },
    })
    await run()
    same(await read('shaky', 'w.bin'), files['w.bin'])
    assert.ok(told.some(({ waiting }) => waiting !== null))
    assert.equal(told.at(-1)!.waiting, null)
  })

  it('says when nobody answers, and needs only the commit when it is told to go on', async () => {
    const files = { 'w.bin': bytesOf(11, 2 * MB) }
    await createRepo(hub, alice, 'late')
    let isDown = true
    const { run, count } = upload({
      name: 'late',
      files,
      fetch: (input, init) =>
        isDown && urlOf(input).includes('/commit/')
          ? Promise.reject(new TypeError('fetch failed'))
          : fetch(input, init),
    })
    await assert.rejects(run(), (error) => error instanceof UploadFault && error.status === 0)
    isDown = false
    const sentBefore = count('POST xorbs')
    await run()
    assert.deepEqual([count('POST xorbs'), count('POST shards')], [sentBefore, 1])
    same(await read('late', 'w.bin'), files['w.bin'])
  })

  it('names the file that changed after it was chosen', async () => {
    await createRepo(hub, alice, 'changed')
    const changed = (at: 'whole' | 'start') =>
      Object.assign(new Blob(['x']), {
        arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')),
        ...(at === 'start' ? { slice: () => changed('whole') } : {}),
      })
    for (const [path, blob] of [
      ['a.txt', changed('start')],
      ['b.txt', changed('whole')],
      ['.gitattributes', changed('whole')],
    ] as const) {
      const request = { repo: { types: 'models', namespace: 'alice', name: 'changed' }, branch: 'main' } as const
      const { run } = createPublisher(
        { ...request, summary: 'x', description: '', files: [{ path, blob }] },
        { door: createDoor({ url: hub.url, token: alice.token }), onProgress: () => {} },
      )
      await assert.rejects(run(new AbortController().signal), { code: 'FileUnreadable', message: path })
    }
  })

  it("passes on the hub's refusal in its own words", async () => {
    const { run } = upload({ name: 'nowhere', files: { 'a.txt': 'a' } })
    await assert.rejects(run(), { name: 'UploadFault', status: 404 })
    await createRepo(hub, alice, 'paths')
    const odd = upload({ name: 'paths', files: { '.git/config': 'x' } })
    await assert.rejects(odd.run(), /not allowed/)
  })

  it('leaves out what .gitignore names, and tells so', async () => {
    await createRepo(hub, alice, 'ignoring')
    await upload({ name: 'ignoring', files: { '.gitignore': '*.tmp\n' } }).run()
    const { run, last } = upload({ name: 'ignoring', files: { 'a.tmp': 'x', 'b.txt': 'y' } })
    await run()
    assert.equal(last().files.get('a.tmp')?.state, 'ignored')
    assert.equal((await hub.fetch('/alice/ignoring/resolve/main/a.tmp', { as: alice })).status, 404)
  })
})
