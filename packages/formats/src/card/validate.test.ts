import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLanguage, validateCard } from './index.ts'
import type { RepoType } from './index.ts'

const check = (yaml: string, repoType: RepoType = 'model') => validateCard(`---\n${yaml}\n---\n`, repoType)
const errors = (yaml: string, repoType: RepoType = 'model') =>
  check(yaml, repoType).errors.map(({ message }) => message)
const warnings = (yaml: string, repoType: RepoType = 'model') =>
  check(yaml, repoType).warnings.map(({ message }) => message)

const goodModel = `license: apache-2.0
language: [en, zh, yue, pt-BR, zh-Hans, code]
library_name: transformers
pipeline_tag: text-generation
tags: [a, b]
datasets: [squad, org/data]
base_model: org/base
metrics: accuracy
model-index:
- name: m
  results:
  - task: {type: text-generation}
    dataset: {type: squad, name: SQuAD}
    metrics: [{type: f1, value: 0.5}]`

describe('validateCard', () => {
  it('finds nothing in good cards', () => {
    assert.deepEqual(check(goodModel), { errors: [], warnings: [] })
    assert.deepEqual(check('license: [mit, other]\nviewer: false\nconfigs: [{config_name: a}]', 'dataset').errors, [])
    assert.deepEqual(
      check('title: T\nemoji: 🚀\nsdk: gradio\ncolorFrom: red\napp_port: 7860\nhf_oauth: true', 'space').errors,
      [],
    )
  })

  it('warns of missing metadata and refuses broken YAML', () => {
    const missing = { errors: [], warnings: [{ message: 'empty or missing yaml metadata in repo card' }] }
    assert.deepEqual(validateCard('# Hi', 'model'), missing)
    assert.deepEqual(validateCard('', 'space'), missing)
    assert.match(errors('a: [')[0] ?? '', /^YAML: /)
  })

  it('knows the licenses', () => {
    assert.match(errors('license: foo')[0] ?? '', /^"license" must be one of \[apache-2\.0, mit, /)
    assert.deepEqual(errors('license: unknown'), [])
    assert.deepEqual(warnings('license: other\nlicense_name: mine'), [])
    assert.equal(warnings('license: other').length, 1)
  })

  it('refuses wrong types', () => {
    assert.deepEqual(errors('tags: a'), ['"tags" must be an array'])
    assert.deepEqual(errors('tags: [a, 1]'), ['"tags[1]" must be a string'])
    assert.deepEqual(errors('library_name: [a]'), ['"library_name" must be a string'])
    assert.deepEqual(errors('language: 3'), ['"language" must be a string or an array'])
    assert.deepEqual(errors('viewer: maybe', 'dataset'), ['"viewer" must be a boolean'])
    assert.deepEqual(errors('configs: {a: 1}', 'dataset'), ['"configs" must be an array'])
    assert.deepEqual(errors('sdk: static\napp_port: x\ncustom_headers: []', 'space').length, 2)
    assert.deepEqual(errors('tags:\nlicense: null'), [])
  })

  it('refuses malformed ids', () => {
    assert.equal(errors('base_model: "a b"').length, 1)
    assert.equal(errors('base_model: https://hub.example.org/a/b').length, 1)
    assert.equal(errors('datasets: [a/b/c, ok]', 'dataset').length, 1)
    assert.equal(errors('base_model_relation: cousin').length, 1)
  })

  it('refuses a malformed model-index and names the place', () => {
    assert.deepEqual(errors('model-index: x'), ['"model-index" must be an array'])
    assert.deepEqual(errors('model-index: [{name: m, results: [{task: {}, metrics: [{type: a}]}]}]'), [
      '"model-index[0].results[0].task.type" is required',
      '"model-index[0].results[0].dataset" is required',
      '"model-index[0].results[0].metrics[0].value" is required',
    ])
    assert.equal(errors('model-index: [1, {}, {name: 3, results: [{}]}]').length, 7)
    assert.equal(errors(`model-index: [${'1,'.repeat(500)}]`).length, 50)
  })

  it('knows what a space needs', () => {
    assert.deepEqual(errors('title: T', 'space'), ['"sdk" is required'])
    assert.deepEqual(errors('sdk: php', 'space'), ['"sdk" must be one of [gradio, docker, static, streamlit]'])
    assert.match(errors('sdk: static\ncolorFrom: mauve', 'space')[0] ?? '', /^"colorFrom" must be one of/)
    assert.equal(warnings('sdk: static', 'space').length, 2)
  })

  it('doubts unknown languages and tasks', () => {
    assert.deepEqual(warnings('language: english'), ['"english" is not an ISO 639 language code'])
    assert.equal(warnings('pipeline_tag: magic').length, 1)
    assert.deepEqual(['en', 'xx', 'EN', 'cmn', 'sr_Latn', 'e', 'en-', 'multilingual'].map(isLanguage), [
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      true,
    ])
  })
})
