/**
 * `@huggingface/hub` sends and fetches large files in chunks. Arguments: the repo to make, a folder to send there, a
 * repo that another client sent, and what is in it: path → SHA-256.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { createRepo, downloadFile, fileDownloadInfo, listFiles, uploadFile, uploadFiles } from '@huggingface/hub'

const [repo, folder, other, digests] = process.argv.slice(2)
const hub = { hubUrl: process.env.HF_ENDPOINT, accessToken: process.env.HF_TOKEN }
const stranger = { hubUrl: hub.hubUrl }
const step = (text) => console.log(`ok ${text}`)
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (blob) => Buffer.from(await blob.arrayBuffer())

await createRepo({ ...hub, repo })
const names = await readdir(folder)
await uploadFiles({ ...hub, repo, files: names.map((name) => pathToFileURL(`${folder}/${name}`)) })
const listed = await Array.fromAsync(listFiles({ ...hub, repo }))
for (const name of names) assert.match(listed.find(({ path }) => path === name).xetHash, /^[0-9a-f]{64}$/, name)
step('uploadFiles')

for (const name of names) {
  const content = await readFile(`${folder}/${name}`)
  const info = await fileDownloadInfo({ ...stranger, repo, path: name })
  assert.deepEqual([info.size, info.etag], [content.length, `"${digest(content)}"`])
  assert.match(info.xet.reconstructionUrl.href, /\/cas\/\d+\/v1\/reconstructions\/[0-9a-f]{64}$/)
  const blob = await downloadFile({ ...stranger, repo, path: name })
  assert.equal(digest(await bytesOf(blob)), digest(content), name)
  const [start, end] = [Math.floor(content.length / 3), Math.floor(content.length / 2)]
  assert.ok((await bytesOf(blob.slice(start, end))).equals(content.subarray(start, end)), name)
}
step('downloadFile, whole and in parts')

for (const [path, expected] of Object.entries(JSON.parse(digests)))
  assert.equal(digest(await bytesOf(await downloadFile({ ...stranger, repo: other, path }))), expected, path)
step('downloadFile of what another client sent')

const content = Buffer.concat([await readFile(`${folder}/${names[0]}`), Buffer.from('and a new end')])
await uploadFile({ ...hub, repo, file: new File([content], 'longer.bin') })
assert.equal(digest(await bytesOf(await downloadFile({ ...stranger, repo, path: 'longer.bin' }))), digest(content))
step('uploadFile of what is there but for its end')
