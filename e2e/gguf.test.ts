/** A real language model in one GGUF file. */
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import path from 'node:path'
import { clientFolder, modelPath } from './clients/registry.ts'
import { sha256Of } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()
const repo = 'alice/smollm2'
const fileName = path.basename(modelPath('smollm'))
const hf = (...args: string[]) => hub.run(path.join(clientFolder('py2'), 'bin/hf'), args)
const ask = async (route: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${hub.url}${route}`, { method, headers })

transcript('SmolLM2 goes up and comes down the same', ['models', 'py2'], async () => {
  await hf('upload', repo, modelPath('smollm'), fileName)
  await hf('download', repo, fileName, '--local-dir', path.join(hub.work, 'down'))
  assert.equal(await sha256Of(path.join(hub.work, 'down', fileName)), await sha256Of(modelPath('smollm')))
})

transcript('and says a sentence', ['models', 'py2', 'llama'], async () => {
  const { stdout } = await hub.python('llama', 'chat.py', [path.join(hub.work, 'down', fileName)])
  assert.match(stdout, /Paris/)
})

transcript('the hub tells what is in the GGUF file', ['models', 'py2'], async () => {
  const info = (await (await ask(`/api/models/${repo}?expand=gguf&expand=tags`)).json()) as {
    gguf: { total: number; architecture: string; context_length: number; chat_template: string }
    tags: string[]
  }
  assert.equal(info.gguf.architecture, 'llama')
  assert.equal(info.gguf.total, 134_515_008)
  assert.equal(info.gguf.context_length, 8192)
  assert.match(info.gguf.chat_template, /<\|im_start\|>/)
  assert(info.tags.includes('gguf'))
})

transcript(
  'llama.cpp finds it: refs, then the tree of that commit, then the file in parts',
  ['models', 'py2'],
  async () => {
    const headers = { 'user-agent': 'llama-cpp/b9999' }
    const { branches } = (await (await ask(`/api/models/${repo}/refs`, headers)).json()) as {
      branches: { name: string; targetCommit: string }[]
    }
    const commit = branches.find(({ name }) => name === 'main')!.targetCommit
    assert.match(commit, /^[0-9a-f]{40}$/)
    const tree = (await (await ask(`/api/models/${repo}/tree/${commit}?recursive=true`, headers)).json()) as {
      type: string
      path: string
      size: number
      lfs?: { oid: string; size: number }
    }[]
    const found = tree.find((entry) => entry.path === fileName)!
    const size = statSync(modelPath('smollm')).size
    assert.deepEqual([found.type, found.size], ['file', size])
    assert.deepEqual([found.lfs!.oid, found.lfs!.size], [await sha256Of(modelPath('smollm')), size])
    const head = await ask(`/${repo}/resolve/${commit}/${fileName}`, headers, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(head.headers.get('content-length'), String(size))
    assert.equal(head.headers.get('accept-ranges'), 'bytes')
    assert.equal(head.headers.get('etag'), `"${found.lfs!.oid}"`)
    const rest = await ask(`/${repo}/resolve/${commit}/${fileName}`, { ...headers, range: `bytes=${size - 100}-` })
    assert.equal(rest.status, 206)
    assert.equal((await rest.arrayBuffer()).byteLength, 100)
  },
)
