import path from 'node:path'
import { modelPath } from './clients/registry.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

transcript('@huggingface/hub: a repo lives its life through the JavaScript client', ['js', 'models'], async () => {
  await hub.javaScript('hub-client.mjs', [path.join(modelPath('minilm'), 'model.safetensors')])
})
