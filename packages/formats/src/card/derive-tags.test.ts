import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deriveTags } from './index.ts'
import type { TagSource } from './index.ts'

const derive = (source: Partial<TagSource>) =>
  deriveTags({ repoType: 'model', cardData: null, body: '', files: [], ...source })

const relation = (files: string[]) =>
  derive({ cardData: { base_model: 'a/b' }, files }).tags.find((tag) => /^base_model:[a-z]+:/.test(tag))

describe('deriveTags of models', () => {
  it('collects what card, text and files say', () => {
    const result = derive({
      cardData: {
        language: ['en', 'fr'],
        license: 'Apache-2.0',
        tags: ['chat', 'chat'],
        datasets: ['squad', 'org/d'],
        base_model: 'org/base',
        doi: 'https://doi.org/10.1/x',
      },
      body: 'See https://arxiv.org/abs/1810.04805v2 and https://arxiv.org/pdf/1810.04805, arXiv:2001.00001.',
      files: [
        'config.json',
        'model.safetensors',
        'pytorch_model-00001-of-00002.bin',
        'onnx/model.onnx',
        'runs/events.out.tfevents.1',
      ],
      config: { architectures: ['LlamaForCausalLM'], model_type: 'llama', auto_map: {} },
    })
    assert.deepEqual(result, {
      libraryName: 'transformers',
      pipelineTag: 'text-generation',
      tags: [
        'transformers',
        'pytorch',
        'onnx',
        'safetensors',
        'tensorboard',
        'llama',
        'text-generation',
        'chat',
        'custom_code',
        'en',
        'fr',
        'dataset:squad',
        'dataset:org/d',
        'arxiv:1810.04805',
        'arxiv:2001.00001',
        'base_model:org/base',
        'base_model:finetune:org/base',
        'license:apache-2.0',
        'doi:10.1/x',
        'endpoints_compatible',
        'region:us',
      ],
    })
  })

  it('guesses the task from config.json and the library from files', () => {
    const task = (architecture: string, more: object = {}) =>
      derive({ config: { architectures: [architecture], ...more } }).pipelineTag
    assert.equal(task('BertForMaskedLM'), 'fill-mask')
    assert.equal(task('BertModel'), 'feature-extraction')
    assert.equal(task('GPT2LMHeadModel'), 'text-generation')
    assert.equal(task('CLIPModel', { model_type: 'clip' }), 'zero-shot-image-classification')
    assert.equal(task('WhisperForConditionalGeneration', { model_type: 'whisper' }), 'automatic-speech-recognition')
    assert.equal(task('Qwen2VLForConditionalGeneration', { vision_config: {} }), 'image-text-to-text')
    assert.equal(task('T5ForConditionalGeneration'), 'text2text-generation')
    assert.equal(task('Odd'), undefined)
    assert.equal(derive({ files: ['modules.json'], config: { model_type: 'bert' } }).pipelineTag, 'sentence-similarity')
    assert.equal(derive({ files: ['model_index.json'] }).libraryName, 'diffusers')
    assert.equal(derive({ files: ['q4.gguf'] }).libraryName, 'gguf')
    assert.equal(derive({ config: { architecture: 'resnet50', pretrained_cfg: {} } }).libraryName, 'timm')
  })

  it('believes the card before its own guesses', () => {
    const result = derive({
      cardData: { library_name: 'vllm', pipeline_tag: 'any-to-any', base_model: ['a/b'], base_model_relation: 'merge' },
      config: { architectures: ['BertForMaskedLM'] },
      files: ['a.gguf'],
    })
    assert.deepEqual(result.tags, [
      'vllm',
      'gguf',
      'transformers',
      'any-to-any',
      'base_model:a/b',
      'base_model:merge:a/b',
      'region:us',
    ])
    assert.equal(derive({ cardData: { tags: ['x', 'fill-mask'] } }).pipelineTag, 'fill-mask')
  })

  it('tells adapters and quantized models from finetunes', () => {
    assert.equal(relation(['adapter_config.json']), 'base_model:adapter:a/b')
    assert.equal(relation(['x.gguf']), 'base_model:quantized:a/b')
    assert.equal(relation([]), 'base_model:finetune:a/b')
  })

  it('bears any card, and bounds what it makes', () => {
    assert.deepEqual(derive({}), { tags: ['region:us'] })
    const odd = {
      tags: { a: 1 },
      license: [null, ['x']],
      language: true,
      datasets: [1, 'a\nb', ''],
      base_model: 'x'.repeat(999),
      pipeline_tag: [],
    }
    assert.deepEqual(derive({ cardData: odd, config: { architectures: [7] } }).tags, [
      'transformers',
      'dataset:1',
      'dataset:ab',
      'region:us',
    ])
    const many = Array.from({ length: 5000 }, (_, n) => `t${n}`)
    const { tags } = derive({
      cardData: { tags: many, datasets: many, language: many.map((word) => `l${word}`) },
      body: 'arxiv:2001.00001 '.repeat(90_000),
    })
    assert.equal(tags.length, 500)
    assert.equal(tags.at(-1), 'region:us')
    assert.ok(tags.every((tag) => tag.length <= 256))
  })
})

describe('deriveTags of other repos', () => {
  it('prefixes the tags of datasets', () => {
    const cardData = {
      language: 'en',
      license: 'mit',
      task_categories: ['text-classification'],
      size_categories: '1K<n<10K',
      tags: ['finance'],
      dataset_info: {
        features: [
          { name: 'a', dtype: 'string' },
          { name: 'i', dtype: 'image' },
        ],
      },
    }
    assert.deepEqual(
      derive({ repoType: 'dataset', cardData, files: ['README.md', 'data/train.parquet', 'x.png', 'config.json'] })
        .tags,
      [
        'task_categories:text-classification',
        'language:en',
        'license:mit',
        'size_categories:1K<n<10K',
        'format:parquet',
        'modality:image',
        'modality:text',
        'library:datasets',
        'library:pandas',
        'library:polars',
        'finance',
        'region:us',
      ],
    )
    assert.deepEqual(derive({ repoType: 'dataset', files: ['a/1.jpg', 'a.csv.gz'] }).tags.slice(0, 3), [
      'format:csv',
      'modality:image',
      'modality:tabular',
    ])
    assert.deepEqual(derive({ repoType: 'dataset', files: ['a/1.JPG'] }).tags, [
      'format:imagefolder',
      'modality:image',
      'library:datasets',
      'region:us',
    ])
  })

  it('puts the sdk of a space first', () => {
    const cardData = { sdk: 'gradio', tags: ['demo'], license: 'mit' }
    assert.deepEqual(derive({ repoType: 'space', cardData }), { tags: ['gradio', 'demo', 'license:mit', 'region:us'] })
    assert.deepEqual(derive({ repoType: 'code', cardData }).tags, ['demo', 'license:mit', 'region:us'])
  })
})
