/** Chunks of `@huggingface/hub` and of `hf_xet`: each client cuts its own way, and reads what the other cut. */
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { clientFolder, modelPath } from './clients/registry.ts'
import { digestsOf, writeRandomFile } from './files.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()
const at = (name: string): string => path.join(hub.work, name)
const hf = (...args: string[]) =>
  hub.run(path.join(clientFolder('py2'), 'bin/hf'), args, { untuned: true, env: { HF_HOME: at('hf-home') } })

transcript('@huggingface/hub and hf_xet read what the other sent', ['js', 'py2', 'models'], async () => {
  const folder = at('weights')
  mkdirSync(folder)
  copyFileSync(path.join(modelPath('minilm'), 'model.safetensors'), path.join(folder, 'model.safetensors'))
  writeRandomFile(path.join(folder, 'noise.bin'), 5_000_001)
  writeFileSync(path.join(folder, 'table.bin'), '0.1234 0.5678 '.repeat(1_000_000))
  const digests = await digestsOf(folder)
  await hf('upload', 'alice/from-python', folder, '.')
  const fromPython = ['alice/from-python', JSON.stringify(digests)]
  await hub.javaScript('chunks.mjs', ['alice/from-javascript', folder, ...fromPython], { untuned: true })
  await hf('download', 'alice/from-javascript', '--local-dir', at('down'))
  const { 'longer.bin': longer, ...down } = await digestsOf(at('down'), /^\.cache\/|^\.gitattributes$/)
  assert.deepEqual(down, digests)
  assert.ok(longer)
})

transcript('@huggingface/hub: what nobody sent before goes up and is read by hf_xet', ['js', 'py2'], async () => {
  const folder = at('fresh')
  writeRandomFile(path.join(folder, 'fresh.bin'), 70_000_000)
  writeRandomFile(path.join(folder, 'small.bin'), 1)
  const nothing = ['alice/from-javascript', '{}']
  await hub.javaScript('chunks.mjs', ['alice/fresh', folder, ...nothing], { untuned: true })
  await hf('download', 'alice/fresh', '--exclude', 'longer.bin', '--local-dir', at('fresh-down'))
  assert.deepEqual(await digestsOf(at('fresh-down'), /^\.cache\/|^\.gitattributes$/), await digestsOf(folder))
})
