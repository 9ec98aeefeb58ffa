import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { z } from 'zod'
import { createRepo, json, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import type { quickSearchAnswer } from './wire.ts'

let hub: TestHub
let anna: Person
let berta: Person

before(async () => {
  hub = await startTestHub()
  anna = await hub.person('anna')
  berta = await hub.person('berta')
  for (const name of ['roberta', 'bert-base', 'bert', 'other']) await createRepo(hub, anna, name)
  await createRepo(hub, anna, 'bert-secret', { private: true })
  await createRepo(hub, anna, 'bert-data', { type: 'dataset' })
  const made = await send(hub, 'POST', '/api/organizations', {
    as: anna,
    json: { name: 'lab', fullName: 'Laboratory of Bertrand' },
  })
  assert.equal(made.status, 201)
})
after(() => hub[Symbol.asyncDispose]())

const search = (query: string, as?: Person) =>
  json<z.output<typeof quickSearchAnswer>>(hub.fetch(`/api/quicksearch?${query}`, { as }))
const ids = (items: { id: string }[]) => items.map((item) => item.id)

test('names are found by any part of them, the closest first', async () => {
  const found = await search('q=bert')
  assert.deepEqual(ids(found.models), ['anna/bert', 'anna/bert-base', 'anna/roberta'])
  assert.equal(found.modelsCount, 3)
  assert.deepEqual(ids(found.datasets), ['anna/bert-data'])
  assert.deepEqual(
    found.users.map((user) => user.user),
    ['berta'],
  )
  assert.deepEqual(
    found.orgs.map((org) => [org.name, org.fullname]),
    [['lab', 'Laboratory of Bertrand']],
  )
  assert.match(found.orgs[0]!.avatarUrl, /\/api\/organizations\/lab\/avatar$/)
})

test('a private repo is offered to those alone who may read it', async () => {
  assert.deepEqual(ids((await search('q=bert-sec')).models), [])
  assert.deepEqual(ids((await search('q=bert-sec', berta)).models), [])
  assert.deepEqual(ids((await search('q=bert-sec', anna)).models), ['anna/bert-secret'])
})

test('one character finds popular names, and beginnings of people’s', async () => {
  assert.ok(ids((await search('q=b')).models).includes('anna/bert'))
  assert.deepEqual(
    (await search('q=an')).users.map((user) => user.user),
    ['anna'],
  )
})

test('kinds and number are the caller’s choice; nonsense finds nothing and breaks nothing', async () => {
  const one = await search('q=bert&type=model&limit=1')
  assert.deepEqual([ids(one.models), one.datasets, one.users], [['anna/bert'], [], []])
  for (const text of ['', '%25', '_', '%5C', "'", '🤗', '(']) {
    const { models, users } = await search(`q=${text}`)
    assert.deepEqual([models, users], [[], []], text)
  }
  assert.equal((await hub.fetch('/api/quicksearch?q=%00')).status, 400)
  assert.equal((await hub.fetch('/api/quicksearch?q=a&type=paper')).status, 400)
})
