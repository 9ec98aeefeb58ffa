/**
 * `@huggingface/transformers`: a real ONNX model runs by the name it has on the hub, and gives the vectors that it gives
 * from the disk. Arguments: the repo, the folder that holds the same files under the same name.
 */
import assert from 'node:assert/strict'
import { env, pipeline } from '@huggingface/transformers'

const [repo, folder] = process.argv.slice(2)
const sentences = ['A hub of our own.', 'Somebody builds a hub.', 'It rains in the mountains.']

const embed = async () => {
  const extract = await pipeline('feature-extraction', repo, { dtype: 'q8' })
  const vectors = await extract(sentences, { pooling: 'mean', normalize: true })
  await extract.dispose()
  return vectors
}

env.cacheDir = `${process.env.HOME}/transformers-js-cache`
env.allowRemoteModels = false
env.localModelPath = `${folder}/`
const here = await embed()

const asked = []
const fetched = env.fetch
env.fetch = (url, options) => {
  asked.push(String(url))
  return fetched(url, options)
}
env.allowRemoteModels = true
env.allowLocalModels = false
env.remoteHost = process.env.HF_ENDPOINT
const there = await embed()

assert.deepEqual(there.dims, [3, 384])
assert.deepEqual(there.tolist(), here.tolist())
assert(
  asked.some((url) => url === `${env.remoteHost}/${repo}/resolve/main/onnx/model_quantized.onnx`),
  asked,
)
console.log(`ok ${asked.length} requests to the hub, the same vectors`)

const [hub, other, rain] = there.tolist()
const likeness = (a, b) => a.reduce((sum, value, index) => sum + value * b[index], 0)
assert(likeness(hub, other) > likeness(hub, rain))
console.log('ok and they mean something')
