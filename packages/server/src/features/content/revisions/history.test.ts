import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { commitOk, createRepo, file, header, json, refused, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
const ids: string[] = []
const count = 57
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'past')
  for (let i = 1; i < count; i++) {
    const lines = [header(`commit ${i}`, { description: i % 2 ? `body ${i}` : '' }), file('f', `${i}`)]
    ids.unshift(await commitOk(hub, 'alice/past', lines, { as: alice }))
  }
})
after(() => hub[Symbol.asyncDispose]())

type Commit = {
  id: string
  title: string
  message: string
  date: string
  authors: { user: string; avatar: string }[]
  formatted?: { title: string; message: string }
}
const at = (rest: string) => `/api/models/alice/past/commits/${rest}`

async function pages(first: string): Promise<Commit[][]> {
  const found: Commit[][] = []
  for (let next: string | null = hub.url + first; next !== null;) {
    const answer: Response = await fetch(next)
    assert.equal(answer.status, 200, await answer.clone().text())
    assert.equal(answer.headers.get('X-Total-Count'), String(count))
    found.push(await json<Commit[]>(answer))
    next = /^<(http[^>]+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null
  }
  return found
}

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('the history of a repo', () => {
  test('comes newest first, fifty at a time unless asked otherwise, each commit once', async () => {
    const whole = await pages(at('main'))
    assert.deepEqual(
      whole.map(({ length }) => length),
      [50, 7],
    )
    assert.deepEqual(
      whole
        .flat()
        .map(({ id }) => id)
        .slice(0, -1),
      ids,
    )
    assert.equal(whole.flat().at(-1)!.title, 'initial commit')
    for (const limit of [1, 7, 19, count, 1000]) {
      const found = await pages(at(`main?limit=${limit}`))
      assert.deepEqual(found.flat(), whole.flat())
      assert.ok(found.every(({ length }) => length <= limit))
    }
  })

  test('says who, when and what', async () => {
    const [[newest, next]] = (await pages(at('main'))) as [[Commit, Commit]]
    assert.match(newest.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.deepEqual(newest.authors, [{ user: 'alice', avatar: `${hub.url}/api/users/alice/avatar` }])
    assert.deepEqual([newest.title, newest.message, newest.formatted], [`commit ${count - 1}`, '', undefined])
    assert.equal(next.message, `body ${count - 2}`)
  })

  test('may be asked page by page, beyond its end too', async () => {
    const whole = (await pages(at('main'))).flat()
    for (const p of [0, 1, 5]) {
      const page = await json<Commit[]>(send(hub, 'GET', at(`main?limit=10&p=${p}`)))
      assert.deepEqual(page, whole.slice(p * 10, p * 10 + 10))
    }
    const beyond = await send(hub, 'GET', at('main?limit=10&p=100000'))
    assert.equal(beyond.headers.get('Link'), null)
    assert.deepEqual(await beyond.json(), [])
  })

  test('starts at any revision', async () => {
    for (const [revision, from] of [
      [ids[10]!, 10],
      [ids[10]!.slice(0, 8), 10],
      ['refs%2Fheads%2Fmain', 0],
      ['HEAD', 0],
    ] as const) {
      const answer = await send(hub, 'GET', at(`${revision}?limit=1`))
      assert.equal((await json<Commit[]>(answer))[0]!.id, ids[from])
      assert.equal(answer.headers.get('X-Total-Count'), String(count - from))
    }
    for (const revision of ['none', '0'.repeat(40), ids[0]!.slice(0, 6)])
      await refused(send(hub, 'GET', at(revision)), { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
  })

  test('does not lose its place when somebody commits between two pages', async () => {
    await send(hub, 'POST', '/api/models/alice/past/branch/moving', { as: alice, json: {} })
    const whole = (await pages(at('moving'))).flat()
    const first = await send(hub, 'GET', at('moving?limit=20'))
    const next = /<([^>]+)>/.exec(first.headers.get('Link')!)![1]!
    await commitOk(hub, 'alice/past', [header('between'), file('g', '1')], { as: alice, branch: 'moving' })
    const second = await json<Commit[]>(fetch(next))
    assert.deepEqual([...(await json<Commit[]>(first)), ...second], whole.slice(0, 40))
  })

  test('refuses what it cannot make sense of', async () => {
    const [id] = ids
    const bad = [
      'limit=0',
      'limit=-5',
      'limit=x',
      'p=-1',
      'p=99999999',
      'cursor=x',
      `cursor=${cursor(5)}`,
      `cursor=${cursor({})}`,
    ]
    const cursors = [
      { from: id, skip: 1e12 },
      { from: id, skip: -1 },
      { from: id, skip: 1.5 },
      { from: 'main', skip: 0 },
    ]
    for (const query of [...bad, ...cursors.map((value) => `cursor=${cursor(value)}`)])
      await refused(send(hub, 'GET', at(`main?${query}`)), { status: 400, says: /limit|"p"|cursor/ })
    const foreign = send(hub, 'GET', at(`main?cursor=${cursor({ from: '1'.repeat(40), skip: 0 })}`))
    await refused(foreign, { status: 404, code: 'RevisionNotFound', says: /Invalid rev id/ })
  })
})

test('words of a commit are shown as words, never as HTML', async () => {
  await createRepo(hub, alice, 'words')
  const description = 'a <b>\nline & "more"\n\nnext\n\n\nlast 😀'
  await commitOk(hub, 'alice/words', [header("<script>'x'</script>", { description }), file('f', '1')], { as: alice })
  const answer = send(hub, 'GET', '/api/models/alice/words/commits/main?expand[]=formatted&limit=1')
  const [commit] = await json<Commit[]>(answer)
  assert.equal(commit!.title, "<script>'x'</script>")
  assert.deepEqual(commit!.formatted, {
    title: '&lt;script&gt;&#39;x&#39;&lt;/script&gt;',
    message: '<p>a &lt;b&gt;<br>line &amp; &quot;more&quot;</p><p>next</p><p>last 😀</p>',
  })
})
