import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { clientFolder, modelPath } from './clients/registry.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()
const repo = 'alice/minilm-onnx'

transcript('@huggingface/transformers runs a real ONNX model from the hub', ['js', 'models', 'py2'], async () => {
  const folder = path.join(hub.work, 'models', repo)
  mkdirSync(path.join(folder, 'onnx'), { recursive: true })
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json']) {
    cpSync(path.join(modelPath('minilm'), file), path.join(folder, file))
  }
  cpSync(modelPath('minilmOnnx'), path.join(folder, 'onnx/model_quantized.onnx'))
  await hub.run(path.join(clientFolder('py2'), 'bin/hf'), ['upload', repo, folder, '.'])
  await hub.javaScript('transformers-client.mjs', [repo, path.join(hub.work, 'models')])
})
