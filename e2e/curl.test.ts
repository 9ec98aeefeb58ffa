/** What anybody has at hand: curl. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sha256Of, writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile(() => uploadByHand())
const sizeBytes = 9_000_000
const text = 'words, wörds\n'
const at = (name: string) => path.join(hub.work, name)
const resolve = (name: string) => `${hub.url}/alice/files/resolve/main/${name}`
const gitSha1 = (content: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex')

const curl = async (...args: string[]) => (await hub.run('curl', ['--silent', '--show-error', ...args])).stdout
const authorization = () => ['-H', `Authorization: Bearer ${hub.tokens.alice}`]

/** Status and headers of one answer, names in lower case. */
const head = async (...args: string[]) => {
  const said = await curl('--dump-header', '-', '--output', at('body'), ...args)
  const [status, ...lines] = said
    .trim()
    .split(/\r?\n\r?\n/)
    .at(-1)!
    .split(/\r?\n/)
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { status: Number(status!.split(' ')[1]), headers: headers as Record<string, string | undefined> }
}

const post = (url: string, body: unknown) =>
  curl('--fail', ...authorization(), '-H', 'content-type: application/json', '-d', JSON.stringify(body), url)

const uploadByHand = async (): Promise<void> => {
  writeRandomFile(at('weights.bin'), sizeBytes)
  const oid = await sha256Of(at('weights.bin'))
  await post(`${hub.url}/api/repos/create`, { name: 'files' })
  const batch = JSON.parse(
    await post(`${hub.url}/alice/files.git/info/lfs/objects/batch`, {
      operation: 'upload',
      transfers: ['basic'],
      objects: [{ oid, size: sizeBytes }],
    }),
  )
  const { upload, verify } = batch.objects[0].actions
  await curl('--fail', '--upload-file', at('weights.bin'), upload.href)
  if (verify) await post(verify.href, { oid, size: sizeBytes })
  const content = Buffer.from(text).toString('base64')
  const lines = [
    { key: 'header', value: { summary: 'By hand', description: '' } },
    { key: 'file', value: { path: 'words.txt', content, encoding: 'base64' } },
    { key: 'lfsFile', value: { path: 'weights.bin', algo: 'sha256', oid, size: sizeBytes } },
  ]
  writeFileSync(at('commit.ndjson'), lines.map((line) => JSON.stringify(line)).join('\n'))
  const type = ['-H', 'content-type: application/x-ndjson', '--data-binary', `@${at('commit.ndjson')}`]
  await curl('--fail', ...authorization(), ...type, `${hub.url}/api/models/alice/files/commit/main`)
}

transcript('a download that was cut goes on with -C -', [], async () => {
  await curl('--fail', '--location', '-o', at('got.bin'), resolve('weights.bin'))
  assert.equal(await sha256Of(at('got.bin')), await sha256Of(at('weights.bin')))
  truncateSync(at('got.bin'), 4_000_001)
  const sent = await curl('--fail', '-C', '-', '-w', '%{size_download}', '-o', at('got.bin'), resolve('weights.bin'))
  assert.equal(Number(sent), sizeBytes - 4_000_001)
  assert.equal(await sha256Of(at('got.bin')), await sha256Of(at('weights.bin')))
})

transcript('ranges are answered exactly', [], async () => {
  const bytes = readFileSync(at('weights.bin'))
  const ranges = {
    '0-0': [0, 1],
    '100-199': [100, 200],
    '8999990-': [8_999_990, sizeBytes],
    '-5': [sizeBytes - 5, sizeBytes],
  }
  for (const [range, [start, end]] of Object.entries(ranges)) {
    const { status, headers } = await head('--range', range, resolve('weights.bin'))
    assert.equal(status, 206, range)
    assert.equal(headers['content-range'], `bytes ${start}-${end! - 1}/${sizeBytes}`)
    assert.equal(headers['content-length'], String(end! - start!))
    assert.deepEqual(readFileSync(at('body')), bytes.subarray(start, end))
  }
  const beyond = await head('--range', `${sizeBytes}-`, resolve('weights.bin'))
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, `bytes */${sizeBytes}`])
})

transcript('an ETag spares the bytes', [], async () => {
  for (const name of ['weights.bin', 'words.txt']) {
    const { headers } = await head(resolve(name))
    const again = await head('-H', `If-None-Match: ${headers['etag']}`, resolve(name))
    assert.deepEqual([again.status, again.headers['etag']], [304, headers['etag']])
    assert.equal((await head('-H', 'If-None-Match: "other"', resolve(name))).status, 200)
    const stale = await head('-H', 'If-Range: "other"', '--range', '0-9', resolve(name))
    assert.equal(stale.status, 200)
  }
})

transcript('HEAD says what GET would say', [], async () => {
  const oid = await sha256Of(at('weights.bin'))
  const weights = (await head('--head', resolve('weights.bin'))).headers
  assert.equal(weights['etag'], `"${oid}"`)
  assert.deepEqual([weights['x-linked-etag'], weights['x-linked-size']], [`"${oid}"`, String(sizeBytes)])
  assert.deepEqual([weights['content-length'], weights['accept-ranges']], [String(sizeBytes), 'bytes'])
  assert.match(weights['x-repo-commit']!, /^[0-9a-f]{40}$/)
  assert.equal(weights['content-encoding'], undefined)
  const words = await head('--head', '--compressed', resolve('words.txt'))
  assert.deepEqual([words.status, words.headers['etag']], [200, `"${gitSha1(text)}"`])
  assert.match(words.headers['content-disposition']!, /^inline;.*filename="words\.txt";$/)
  assert.match(words.headers['content-type']!, /^text\/plain; ?charset=utf-8$/)
  const got = await head(resolve('words.txt'))
  for (const name of ['etag', 'content-length', 'x-repo-commit', 'content-type', 'content-disposition']) {
    assert.equal(got.headers[name], words.headers[name], name)
  }
  assert.match(
    (await head('--head', `${resolve('words.txt')}?download=true`)).headers['content-disposition']!,
    /^attach/,
  )
})

transcript('errors are told in words and in codes', [], async () => {
  const missing = await head(resolve('none.txt'))
  assert.deepEqual([missing.status, missing.headers['x-error-code']], [404, 'EntryNotFound'])
  assert.match(missing.headers['x-repo-commit']!, /^[0-9a-f]{40}$/)
  const noRepo = await head(`${hub.url}/alice/none/resolve/main/words.txt`)
  assert.deepEqual([noRepo.status, noRepo.headers['x-error-code']], [401, 'RepoNotFound'])
  const noRepoForAlice = await head(...authorization(), `${hub.url}/api/models/alice/none`)
  assert.deepEqual([noRepoForAlice.status, noRepoForAlice.headers['x-error-code']], [404, 'RepoNotFound'])
  assert.equal(typeof JSON.parse(readFileSync(at('body'), 'utf8')).error, 'string')
  const badToken = await head('-H', 'Authorization: Bearer hf_wrong', `${hub.url}/api/whoami-v2`)
  assert.equal(badToken.status, 401)
  assert.match(badToken.headers['x-error-message']!, /Invalid credentials in Authorization header/)
  const asked = await head('-H', 'X-Request-Id: from-curl', `${hub.url}/api/models/alice/none`)
  assert.equal(asked.headers['x-request-id'], 'from-curl')
})

transcript('raw tells the pointer of a large file, resolve the file', [], async () => {
  const raw = await curl('--fail', `${hub.url}/alice/files/raw/main/weights.bin`)
  const oid = await sha256Of(at('weights.bin'))
  assert.equal(raw, `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${sizeBytes}\n`)
  assert.equal(await curl('--fail', `${hub.url}/alice/files/raw/main/words.txt`), text)
})
