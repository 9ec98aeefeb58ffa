import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FormatError } from '../../errors/index.ts'
import { readFields, setField } from './index.ts'

const card = `---
# who may use it
license: mit # for now
language: [en, "zh"]
tags:
  - one   # the first
  - two

# what it was made of
base_model: alice/base
model-index:
- name: x
  results: []
pipeline_tag:
---
# Title

--- not the end
`

describe('fields of a card', () => {
  it('are read as texts', () => {
    assert.deepEqual(readFields(card, ['license', 'language', 'tags', 'pipeline_tag', 'library_name', 'model-index']), {
      license: ['mit'],
      language: ['en', 'zh'],
      tags: ['one', 'two'],
      pipeline_tag: [],
      library_name: [],
      'model-index': null,
    })
    assert.deepEqual(readFields('no front matter', ['license']), { license: [] })
    assert.throws(() => readFields('---\na: [\n---\n', ['a']), FormatError)
  })

  it('are set where they stand, and nothing else changes', () => {
    assert.equal(setField(card, 'license', 'apache-2.0'), card.replace('license: mit #', 'license: apache-2.0 #'))
    assert.equal(setField(card, 'language', ['fr']), card.replace('language: [en, "zh"]', 'language:\n- fr'))
    assert.equal(
      setField(card, 'tags', ['one', 'three: 3']),
      card.replace('tags:\n  - one   # the first\n  - two\n', 'tags:\n- one\n- "three: 3"\n'),
    )
    assert.equal(setField(card, 'base_model', 'b/c'), card.replace('alice/base', 'b/c'))
    assert.equal(
      setField(card, 'pipeline_tag', 'text-generation'),
      card.replace('pipeline_tag:\n', 'pipeline_tag: text-generation\n'),
    )
  })

  it('are added at the end and taken away whole', () => {
    assert.equal(
      setField(card, 'library_name', 'transformers'),
      card.replace('pipeline_tag:\n', 'pipeline_tag:\nlibrary_name: transformers\n'),
    )
    assert.equal(setField(card, 'license', ''), card.replace('license: mit # for now\n', ''))
    assert.equal(setField(card, 'tags', []), card.replace('tags:\n  - one   # the first\n  - two\n', ''))
    assert.equal(setField(card, 'nothing', []), card)
  })

  it('begin a front matter where there is none', () => {
    assert.equal(setField('# Title\n', 'license', 'mit'), '---\nlicense: mit\n---\n\n# Title\n')
    assert.equal(setField('# Title\n', 'license', ''), '# Title\n')
    assert.equal(setField('---\n---\ntext', 'license', 'mit'), '---\nlicense: mit\n---\ntext')
  })

  it('come back as they were written, whatever they hold', () => {
    for (const text of ['no', '1.0', 'a: b', '# x', ' spaced ', "it's", '中文', '- x', 'line\nbreak', '---'])
      for (const from of [card, '# Title\n', '---\r\nlicense: mit\r\nother: 1\r\n---\r\nbody\r\n']) {
        const edited = setField(setField(from, 'license', text), 'tags', [text, 'x'])
        assert.deepEqual(readFields(edited, ['license', 'tags']), { license: [text], tags: [text, 'x'] }, edited)
        assert.ok(edited.endsWith(from.slice(-8)))
      }
  })
})
