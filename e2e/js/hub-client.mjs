/** `@huggingface/hub`: a repo lives its life through the JavaScript client. Argument: a large file. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import {
  checkRepoAccess,
  commit,
  countCommits,
  createBranch,
  createRepo,
  datasetInfo,
  deleteBranch,
  deleteFile,
  deleteFiles,
  deleteRepo,
  downloadFile,
  fileDownloadInfo,
  fileExists,
  listCommits,
  listDatasets,
  listFiles,
  listModels,
  listSpaces,
  modelInfo,
  parseSafetensorsMetadata,
  pathsInfo,
  repoExists,
  snapshotDownload,
  spaceInfo,
  uploadFile,
  uploadFiles,
  whoAmI,
} from '@huggingface/hub'

const [safetensorsFile] = process.argv.slice(2)
const hubUrl = process.env.HF_ENDPOINT
const hub = { hubUrl, accessToken: process.env.HF_TOKEN }
const asBob = { hubUrl, accessToken: process.env.KAIHUB_BOB_TOKEN }
const stranger = { hubUrl }

const step = (text) => console.log(`ok ${text}`)
const all = (iterator) => Array.fromAsync(iterator)
const text = async (blob) => (blob === null ? null : await blob.text())
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex')

const me = await whoAmI(hub)
assert.deepEqual([me.type, me.name, me.orgs.map(({ name }) => name)], ['user', 'alice', ['lab']])
assert.equal(me.auth.accessToken.role, 'write')
assert(me.auth.accessToken.createdAt instanceof Date)
await assert.rejects(whoAmI({ hubUrl, accessToken: `hf_${'x'.repeat(34)}` }), { statusCode: 401 })
step('whoAmI')

const repo = 'alice/from-js'
const created = await createRepo({
  ...hub,
  repo,
  private: true,
  license: 'mit',
  files: [{ path: 'first.txt', content: new Blob(['first']) }],
})
assert.equal(created.repoUrl, `${hubUrl}/${repo}`)
assert.match(created.id, /^[0-9a-f]{24}$/)
assert.equal(await repoExists({ ...hub, repo }), true)
assert.equal(await repoExists({ ...stranger, repo }), false)
assert.equal(await repoExists({ ...hub, repo: 'alice/none' }), false)
await checkRepoAccess({ ...hub, repo })
await assert.rejects(checkRepoAccess({ ...asBob, repo }), { statusCode: 404 })
await assert.rejects(createRepo({ ...hub, repo }), { statusCode: 409 })
assert.equal(await text(await downloadFile({ ...hub, repo, path: 'first.txt' })), 'first')
step('createRepo with its first files; private means private')

const weights = await readFile(safetensorsFile)
const uploaded = await uploadFiles({
  ...hub,
  repo,
  useXet: false,
  commitTitle: 'Weights and words',
  files: [
    pathToFileURL(safetensorsFile),
    { path: 'folder/notes.txt', content: new Blob(['notes']) },
    { path: 'sp ace/ü & [1].txt', content: new Blob(['odd']) },
    { path: 'empty.txt', content: new Blob([]) },
  ],
})
assert.equal(uploaded.commit.url, `${hubUrl}/${repo}/commit/${uploaded.commit.oid}`)
step('uploadFiles with a large one among them')

const files = await all(listFiles({ ...hub, repo, recursive: true }))
assert.deepEqual(
  files.filter(({ type }) => type === 'file').map(({ path }) => path),
  ['.gitattributes', 'empty.txt', 'first.txt', 'folder/notes.txt', 'model.safetensors', 'sp ace/ü & [1].txt'],
)
const entry = files.find(({ path }) => path === 'model.safetensors')
assert.deepEqual([entry.size, entry.lfs.oid], [weights.length, digest(weights)])
const expanded = await all(listFiles({ ...hub, repo, path: 'folder', expand: true }))
assert.deepEqual([expanded[0].path, expanded[0].lastCommit.title], ['folder/notes.txt', 'Weights and words'])
step('listFiles')

const down = await downloadFile({ ...hub, repo, path: 'model.safetensors' })
assert.equal(digest(Buffer.from(await down.arrayBuffer())), digest(weights))
assert.deepEqual(Buffer.from(await down.slice(1000, 2000).arrayBuffer()), weights.subarray(1000, 2000))
assert.equal(await text(await downloadFile({ ...hub, repo, path: 'folder/notes.txt' })), 'notes')
assert.equal(await text(await downloadFile({ ...hub, repo, path: 'sp ace/ü & [1].txt' })), 'odd')
assert.equal(await text(await downloadFile({ ...hub, repo, path: 'none.txt' })), null)
assert.equal((await downloadFile({ ...hub, repo, path: 'empty.txt' })).size, 0)
assert.match(await text(await downloadFile({ ...hub, repo, path: 'model.safetensors', raw: true })), /^version https:/)
const info = await fileDownloadInfo({ ...hub, repo, path: 'model.safetensors' })
assert.deepEqual([info.size, info.etag], [weights.length, `"${digest(weights)}"`])
await assert.rejects(downloadFile({ ...asBob, repo, path: 'first.txt' }), { statusCode: 404 })
step('downloadFile, whole, in parts and raw')

assert.equal(await fileExists({ ...hub, repo, path: 'first.txt' }), true)
assert.equal(await fileExists({ ...hub, repo, path: 'none.txt' }), false)
const paths = await pathsInfo({ ...hub, repo, paths: ['first.txt', 'folder', 'none.txt'], expand: true })
assert.deepEqual(paths.map(({ path, type }) => [path, type]).toSorted(), [
  ['first.txt', 'file'],
  ['folder', 'directory'],
])
assert(paths.every(({ lastCommit }) => lastCommit.date instanceof Date))
step('fileExists and pathsInfo')

const { parameterTotal } = await parseSafetensorsMetadata({ ...hub, repo, computeParametersCount: true })
assert.equal(parameterTotal ?? 22_713_728, 22_713_728)
const cached = await snapshotDownload({ ...hub, repo, cacheDir: `${process.env.HOME}/js-cache` })
assert.equal(digest(await readFile(`${cached}/model.safetensors`)), digest(weights))
step('parseSafetensorsMetadata and snapshotDownload')

const done = await commit({
  ...hub,
  repo,
  useXet: false,
  title: 'Change and delete',
  description: 'In one go.',
  parentCommit: uploaded.commit.oid,
  operations: [
    { operation: 'addOrUpdate', path: 'folder/notes.txt', content: new Blob(['new notes']) },
    { operation: 'delete', path: 'empty.txt' },
  ],
})
const stale = { ...hub, repo, title: 'Late', parentCommit: uploaded.commit.oid, useXet: false }
const operations = [{ operation: 'addOrUpdate', path: 'late.txt', content: new Blob(['late']) }]
await assert.rejects(commit({ ...stale, operations }), { statusCode: 412 })
await assert.rejects(commit({ ...stale, ...asBob, operations }), { statusCode: 404 })
await uploadFile({ ...hub, repo, useXet: false, file: new File(['one more'], 'more.txt') })
await deleteFile({ ...hub, repo, path: 'more.txt' })
await deleteFiles({ ...hub, repo, paths: ['first.txt', 'folder/notes.txt'] })
const left = (await all(listFiles({ ...hub, repo, recursive: true }))).filter(({ type }) => type === 'file')
assert.deepEqual(
  left.map(({ path }) => path),
  ['.gitattributes', 'model.safetensors', 'sp ace/ü & [1].txt'],
)
step('commit, uploadFile, deleteFile, deleteFiles; 412 on a stale parent')

const commits = await all(listCommits({ ...hub, repo, batchSize: 2 }))
assert.equal(await countCommits({ ...hub, repo }), commits.length)
assert.deepEqual([commits.length, commits.at(-1).title], [6, 'initial commit'])
const second = commits.find(({ oid }) => oid === done.commit.oid)
assert.deepEqual(
  [second.title, second.message, second.authors[0].username],
  ['Change and delete', 'In one go.', 'alice'],
)
assert(commits.every(({ date }) => date instanceof Date && !Number.isNaN(date.getTime())))
step('listCommits in pages of two, and countCommits')

await createBranch({ ...hub, repo, branch: 'dev/one', revision: uploaded.commit.oid })
assert.equal(await text(await downloadFile({ ...hub, repo, path: 'first.txt', revision: 'dev/one' })), 'first')
await uploadFile({ ...hub, repo, branch: 'dev/one', useXet: false, file: new File(['x'], 'x.txt') })
await deleteBranch({ ...hub, repo, branch: 'dev/one' })
await assert.rejects(downloadFile({ ...hub, repo, path: 'first.txt', revision: 'dev/one' }), { statusCode: 404 })
step('createBranch and deleteBranch')

const model = await modelInfo({ ...hub, name: repo, additionalFields: ['sha', 'author', 'filePaths', 'tags'] })
assert.deepEqual([model.name, model.author, model.private, model.gated], [repo, 'alice', true, false])
assert.equal(model.sha, commits[0].oid)
assert(model.filePaths.includes('model.safetensors') && model.tags.includes('safetensors'))
assert.match(model.id, /^[0-9a-f]{24}$/)
await assert.rejects(modelInfo({ ...stranger, name: repo }), { statusCode: 401 })
step('modelInfo')

await createRepo({ ...hub, repo: { type: 'dataset', name: 'alice/from-js' } })
await createRepo({ ...hub, repo: { type: 'space', name: 'alice/from-js' }, sdk: 'static' })
assert.equal((await datasetInfo({ ...stranger, name: repo })).name, repo)
assert.equal((await spaceInfo({ ...stranger, name: repo })).sdk, 'static')
const search = { query: 'from-js', owner: 'alice' }
const names = async (list) => (await all(list)).map(({ name }) => name)
assert.deepEqual(await names(listModels({ ...hub, search })), [repo])
assert.deepEqual(await names(listModels({ ...stranger, search })), [])
assert.deepEqual(await names(listModels({ ...hub, search: { ...search, tags: ['safetensors'] }, limit: 1 })), [repo])
assert.deepEqual(await names(listDatasets({ ...stranger, search })), [repo])
assert.deepEqual(await names(listSpaces({ ...stranger, search })), [repo])
const [listed] = await all(listModels({ ...hub, search, additionalFields: ['author', 'sha', 'tags'] }))
assert(listed.updatedAt instanceof Date && !Number.isNaN(listed.updatedAt.getTime()) && listed.sha === model.sha)
step('listModels, listDatasets and listSpaces')

await assert.rejects(deleteRepo({ ...asBob, repo }), { statusCode: 404 })
for (const type of ['model', 'dataset', 'space']) await deleteRepo({ ...hub, repo: { type, name: repo } })
assert.equal(await repoExists({ ...hub, repo }), false)
step('deleteRepo')
