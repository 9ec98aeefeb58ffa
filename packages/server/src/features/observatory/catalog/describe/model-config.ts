/** What config.json and the files beside it say about how a model is loaded. */
import { isRecord } from './storable.ts'

type Json = Record<string, unknown>

export type ConfigFiles = {
  config: Json | null
  tokenizerConfig: Json | null
  /** diffusers' list of parts */
  modelIndex: Json | null
  adapterConfig: Json | null
  /** a chat template in a file of its own */
  chatTemplate: string | null
}

const copied = ['architectures', 'model_type', 'auto_map', 'is_encoder_decoder'] as const
const specialTokens = [
  'bos_token',
  'eos_token',
  'unk_token',
  'pad_token',
  'cls_token',
  'mask_token',
  'sep_token',
] as const
const templateLength = 100_000

/** The excerpt that answers show as `config`; null when there is nothing to show. */
export function configExcerpt(files: ConfigFiles): Json | null {
  const excerpt: Json = pick(files.config, copied)
  const quantization = files.config?.['quantization_config']
  if (isRecord(quantization))
    excerpt['quantization_config'] = pick(quantization, ['quant_method', 'bits', 'load_in_4bit', 'load_in_8bit'])
  const tokenizer = tokenizerExcerpt(files)
  if (tokenizer) excerpt['tokenizer_config'] = tokenizer
  if (typeof files.modelIndex?.['_class_name'] === 'string')
    excerpt['diffusers'] = { _class_name: files.modelIndex['_class_name'] }
  if (files.adapterConfig) excerpt['peft'] = pick(files.adapterConfig, ['base_model_name_or_path', 'task_type'])
  return Object.keys(excerpt).length > 0 ? excerpt : null
}

function tokenizerExcerpt({ tokenizerConfig, chatTemplate }: ConfigFiles): Json | null {
  const excerpt = pick(tokenizerConfig, [...specialTokens, 'use_default_system_prompt'])
  const template = chatTemplate ?? tokenizerConfig?.['chat_template']
  if (Array.isArray(template) || (typeof template === 'string' && template.length <= templateLength))
    excerpt['chat_template'] = template
  return Object.keys(excerpt).length > 0 ? excerpt : null
}

function pick(from: Json | null | undefined, keys: readonly string[]): Json {
  const picked: Json = {}
  for (const key of keys) if (from?.[key] !== undefined && from[key] !== null) picked[key] = from[key]
  return picked
}

/** `LlamaForCausalLM` → `AutoModelForCausalLM`, as `transformers` would name the class that loads it. */
export function transformersInfo(
  config: Json | null,
  files: readonly string[],
  pipelineTag: string | null,
): Json | null {
  const [architecture] = Array.isArray(config?.['architectures']) ? (config['architectures'] as unknown[]) : []
  if (typeof architecture !== 'string') return null
  const task = /(For\w+|LMHeadModel)$/.exec(architecture)?.[1]
  const processor = processorOf(files)
  return {
    auto_model: task === 'LMHeadModel' ? 'AutoModelForCausalLM' : `AutoModel${mapped[task ?? ''] ?? task ?? ''}`,
    ...(isRecord(config?.['auto_map']) ? { custom_class: architecture } : {}),
    ...(pipelineTag ? { pipeline_tag: pipelineTag } : {}),
    ...(processor ? { processor } : {}),
  }
}

const mapped: Record<string, string> = {
  ForConditionalGeneration: 'ForSeq2SeqLM',
  ForPreTraining: 'ForPreTraining',
  ForCTC: 'ForCTC',
}

function processorOf(files: readonly string[]): string | null {
  const has = (...names: string[]) => names.some((name) => files.includes(name))
  const reads = has('tokenizer_config.json', 'tokenizer.json', 'vocab.json', 'vocab.txt')
  if (has('processor_config.json') || (reads && has('preprocessor_config.json'))) return 'AutoProcessor'
  if (reads) return 'AutoTokenizer'
  return has('preprocessor_config.json') ? 'AutoImageProcessor' : null
}
