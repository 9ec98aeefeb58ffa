import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitOk, createRepo, file, header, json, refused } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'
import { facetsOf, type Facets } from './facets.ts'

const tag = (id: string, type: string, count = 1) => ({ id, label: id.slice(id.indexOf(':') + 1), type, count })

const card = (front: string) => [header(), file('README.md', `---\n${front}\n---\n# A card`)]

test('groups of tags become facets in a fixed order, the most used values first', () => {
  const groups = {
    license: [tag('license:mit', 'license', 5)],
    library: [tag('transformers', 'library', 3)],
    other: [tag('gguf', 'other', 9), tag('merge', 'other')],
    base_model: [tag('base_model:a/b', 'base_model', 4), tag('base_model:finetune:a/b', 'base_model', 4)],
    region: [tag('region:us', 'region', 99)],
    constructor: [tag('constructor:x', 'constructor')],
  }
  const { facets, repos } = facetsOf('model', { groups, repos: 9, isEstimate: false, isLeast: false })
  assert.equal(repos, 9)
  assert.deepEqual(
    facets.map(({ name, values }) => [name, values.map(({ id }) => id)]),
    [
      ['library', ['gguf', 'transformers']],
      ['license', ['license:mit']],
      ['base_model', ['base_model:a/b']],
      ['other', ['merge']],
    ],
  )
})

test('the facets of a list tell which values are in use, of public repos alone', async () => {
  await using hub = await startTestHub()
  const anna = await hub.person('anna')
  for (const [name, front, isPrivate] of [
    ['one', 'license: mit\npipeline_tag: text-generation', false],
    ['two', 'license: mit\nlanguage: zh', false],
    ['three', 'license: apache-2.0', true],
  ] as const) {
    await createRepo(hub, anna, name, { private: isPrivate })
    await commitOk(hub, `anna/${name}`, card(front), { as: anna })
  }
  await hub.drain()
  const { facets, repos, isEstimate } = await json<Facets>(hub.fetch('/api/models/facets', { as: anna }))
  const values = Object.fromEntries(facets.map((facet) => [facet.name, facet.values]))
  assert.deepEqual(values['license'], [{ id: 'license:mit', label: 'mit', count: 2 }])
  assert.deepEqual(values['task'], [{ id: 'text-generation', label: 'text-generation', count: 1 }])
  assert.deepEqual(values['language'], [{ id: 'zh', label: 'zh', count: 1 }])
  assert.deepEqual([repos, isEstimate], [2, false])
  assert.deepEqual((await json<Facets>(hub.fetch('/api/spaces/facets'))).facets, [])

  // Under a choice, only what goes with it is told, of public repos alone.
  const under = async (query: string) => {
    const found = await json<Facets>(hub.fetch(`/api/models/facets?${query}`, { as: anna }))
    const ids = found.facets.flatMap(({ values }) => values.map(({ id, count }) => [id, count]))
    return { repos: found.repos, isLeast: found.isLeast, ids: Object.fromEntries(ids) as Record<string, number> }
  }
  const chinese = await under('filter=zh')
  assert.deepEqual([chinese.repos, chinese.isLeast], [1, false])
  assert.deepEqual([chinese.ids['license:mit'], chinese.ids['zh'], chinese.ids['text-generation']], [1, 1, undefined])
  assert.equal((await under('filter=license:mit')).ids['license:mit'], 2)
  assert.equal((await under('search=three')).repos, 0)
  assert.equal((await under('filter=license:mit&search=one')).ids['text-generation'], 1)
  await refused(hub.fetch('/api/models/facets?num_parameters=many'), { status: 400, says: /num_parameters/ })
})
