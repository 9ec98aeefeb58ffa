import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupTensors, type Group } from './groups.ts'

const tensor = (name: string, parameters = 1) => ({
  name,
  dtype: 'F32',
  shape: [parameters],
  parameters,
  sizeBytes: parameters * 4,
  file: 'model.safetensors',
})

const outline = ({ label, count, parameters, groups, tensors }: Group): unknown[] => [
  label,
  count,
  parameters,
  ...groups.map(outline),
  ...tensors.map(({ name }) => name),
]

test('tensors lie in groups by the parts of their names, in the order of their numbers', () => {
  const names = ['model.layers.10.w', 'model.layers.9.w', 'model.layers.9.b', 'lm_head.weight', 'scale']
  assert.deepEqual(outline(groupTensors(names.map((name) => tensor(name, 2)))), [
    '',
    5,
    10,
    ['lm_head', 1, 2, 'lm_head.weight'],
    ['model.layers', 3, 6, ['9', 2, 4, 'model.layers.9.b', 'model.layers.9.w'], ['10', 1, 2, 'model.layers.10.w']],
    'scale',
  ])
})

test('names of any kind have their place', () => {
  const names = ['', '.', '..', 'constructor.x', '__proto__.x', `${'a.'.repeat(5000)}b`]
  const root = groupTensors(names.map((name) => tensor(name)))
  assert.equal(root.count, names.length)
})
