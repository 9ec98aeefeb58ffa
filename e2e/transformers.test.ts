import { modelPath } from './clients/registry.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

transcript('transformers loads a real model by its name on the hub', ['transformers', 'models'], async () => {
  await hub.python('transformers', 'models.py', [modelPath('minilm')], { seconds: 600 })
})
