import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { limits } from '../../../config/limits.ts'
import { changingNothing } from '../../../testing/footprint.ts'
import { commit, commitOk, createRepo, file, header, json, refused, send } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'card')
})
after(() => hub[Symbol.asyncDispose]())

type Findings = { errors: { message: string }[]; warnings: { message: string }[] }
const validate = (content: unknown, repoType?: string, headers: Record<string, string> = {}) =>
  send(hub, 'POST', '/api/validate-yaml', { json: { content, repoType }, headers })
const card = (yaml: string) => `---\n${yaml}\n---\n# Title\n`

/** What is not YAML, or not what a card may say. */
const broken: Record<string, string> = {
  'an open list': card('tags: [a'),
  'a tab for a space': card('a:\n\tb: 1'),
  'one key twice': card('license: mit\nlicense: mit'),
  'a list for a map': card('- a\n- b'),
  'text for a map': card('just words'),
  'aliases that multiply': card(
    `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`).join('\n')}`,
  ),
  'deep nesting': card(`a: ${'['.repeat(50_000)}`),
  'a wrong license': card('license: no-such-license'),
  'tags that are no list': card('tags: 5'),
}

describe('a card', () => {
  for (const [what, content] of Object.entries(broken))
    test(`with ${what} is told so, and cannot be committed`, async () => {
      const started = performance.now()
      const answer = await validate(content)
      assert.equal(answer.status, 400, await answer.clone().text())
      const { errors, warnings } = await json<Findings>(answer)
      assert.ok(errors.length > 0 && errors.every(({ message }) => message !== ''))
      assert.ok(Array.isArray(warnings))
      await changingNothing(hub, () =>
        refused(commit(hub, 'alice/card', [header(), file('README.md', content)], { as: alice }), {
          status: 400,
          says: /^README.md is not valid: /,
        }),
      )
      assert.ok(performance.now() - started < 10_000)
    })

  test('that is fine, or none at all, is fine', async () => {
    for (const content of [
      '',
      '# no metadata',
      card('license: mit\ntags: [a]'),
      `\ufeff\r\n${card('license: mit').replaceAll('\n', '\r\n')}`,
      '---\n---\n',
      '--- no',
      `# ${'x'.repeat(500_000)}`,
    ]) {
      const answer = await validate(content)
      assert.equal(answer.status, 200, await answer.clone().text())
      assert.deepEqual((await json<Findings>(answer)).errors, [])
      await commitOk(hub, 'alice/card', [header(), file('README.md', content)], { as: alice })
    }
  })

  test('of a Space needs what a Space needs', async () => {
    assert.equal((await validate(card('title: x'), 'space')).status, 400)
    assert.equal((await validate(card('title: x\nemoji: 🐢\nsdk: static'), 'space')).status, 200)
    assert.equal((await validate(card('title: x'), 'model')).status, 200)
  })

  test('elsewhere than at the root is a file like any other', async () => {
    await commitOk(hub, 'alice/card', [header(), file('docs/README.md', broken['an open list']!)], { as: alice })
  })
})

test('findings come as lines of text to who asks for text', async () => {
  const answer = await validate(card('license: nope'), 'model', { Accept: 'text/plain' })
  assert.equal(answer.status, 400)
  assert.match(answer.headers.get('Content-Type')!, /^text\/plain/)
  assert.match(await answer.text(), /^- Error: .*license/)
})

test('what is no card is refused', async () => {
  await refused(validate(5), { status: 400, says: /content/ })
  await refused(validate('', 'bucket'), { status: 400, says: /repoType/ })
  await refused(validate('x'.repeat(limits.cardBytes * 2 + 1)), { status: 413, says: /larger/ })
})
