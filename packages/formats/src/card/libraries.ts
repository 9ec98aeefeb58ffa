import type { CardData } from './parse.ts'
import { wordsOf } from './values.ts'

// Which files speak of which library or weight format; in the order in which tags are listed
const fileSigns: readonly (readonly [library: string, sign: RegExp])[] = [
  ['setfit', /^config_setfit\.json$/],
  ['sentence-transformers', /^(?:config_sentence_transformers|modules)\.json$/],
  ['peft', /^adapter_config\.json$/],
  ['diffusers', /^model_index\.json$/],
  ['open_clip', /^open_clip_config\.json$/],
  ['nemo', /\.nemo$/],
  ['pytorch', /(?:^|\/)pytorch_model[^/]*\.bin$|\.pth?$/],
  ['tf', /^tf_model[^/]*\.h5$|(?:^|\/)saved_model\.pb$/],
  ['jax', /^flax_model[^/]*\.msgpack$/],
  ['rust', /^rust_model\.ot$/],
  ['keras', /\.keras$/],
  ['coreml', /\.mlmodel$|\.mlpackage\//],
  ['onnx', /\.onnx$/],
  ['openvino', /(?:^|\/)openvino_[^/]*\.xml$/],
  ['tflite', /\.tflite$/],
  ['paddlepaddle', /\.pdparams$/],
  ['mindspore', /\.mindir$/],
  ['safetensors', /\.safetensors$/],
  ['gguf', /\.gguf$/],
  ['tensorboard', /tfevents/],
]

// A library that loads the repo, the most particular first; the rest above are formats
const loaders = [
  'setfit',
  'sentence-transformers',
  'peft',
  'diffusers',
  'open_clip',
  'timm',
  'transformers',
  'nemo',
  'gguf',
]

/** The libraries and weight formats that the files, the card and config.json speak of; the repo's own one first. */
export function findLibraries(
  files: readonly string[],
  data: CardData,
  config: Record<string, unknown> | null,
): string[] {
  const found = new Set<string>()
  for (const [library, sign] of fileSigns) if (files.some((file) => sign.test(file))) found.add(library)
  if (config !== null) {
    if (typeof config['model_type'] === 'string' || Array.isArray(config['architectures'])) found.add('transformers')
    else if (typeof config['architecture'] === 'string' && 'pretrained_cfg' in config) found.add('timm')
  }
  const [named] = wordsOf(data['library_name'])
  const own = named ?? loaders.find((library) => found.has(library))
  return own === undefined ? [...found] : [own, ...[...found].filter((library) => library !== own)]
}

/** The one library that loads the repo: the card's word, else the best guess. */
export function ownLibrary(libraries: readonly string[], data: CardData): string | undefined {
  const [named] = wordsOf(data['library_name'])
  return named ?? libraries.find((library) => loaders.includes(library))
}
