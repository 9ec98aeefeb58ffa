import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mediaSource } from './table.ts'

describe('cells of a table', () => {
  const image = { name: 'picture', type: { _type: 'Image' } }
  const source = { src: 'https://hub.example/datasets/alice/pets/cell?row=1' }

  it('bytes of pictures and files are on this site', () => {
    assert.equal(mediaSource(source, image), '/datasets/alice/pets/cell?row=1')
    assert.equal(mediaSource([source], { name: 'sound', type: { _type: 'Audio' } }), '/datasets/alice/pets/cell?row=1')
    for (const dtype of ['binary', 'string']) {
      const file = { name: 'npy', type: { _type: 'Value', dtype } }
      assert.equal(mediaSource(source, file), '/datasets/alice/pets/cell?row=1')
    }
  })

  it('a column of somebody with a field of that name is a value, and no address leaves the site', () => {
    assert.equal(mediaSource(source, { name: 'image', type: { src: { _type: 'Value', dtype: 'string' } } }), null)
    const list = { _type: 'List', feature: { src: { _type: 'Value', dtype: 'string' } } }
    assert.equal(mediaSource([source], { name: 'images', type: list }), null)
    for (const src of [
      'x:////elsewhere.example/a',
      String.raw`x:/\\elsewhere.example/a`,
      String.raw`x:/\elsewhere.example/a`,
      'https://hub.example//elsewhere.example/a',
      'javascript:alert(1)',
      'a',
    ])
      assert.equal(mediaSource({ src }, image), null, src)
  })
})
