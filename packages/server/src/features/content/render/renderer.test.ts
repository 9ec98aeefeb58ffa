import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSandbox } from '../../../adapters/threads/sandbox.ts'
import { limits } from '../../../config/limits.ts'
import { JobFailed, type Sandbox } from '../../../ports/threads.ts'
import { createRenderer } from './renderer.ts'
import type { RenderInput } from './render-job.ts'

const input = (text: string, as: RenderInput['as'] = 'markdown'): RenderInput => ({
  bytes: Buffer.from(text),
  path: 'README.md',
  as,
  place: null,
  locale: 'en',
})
const short = { milliseconds: 1500 }
const sandbox = createSandbox({ most: 1, waiting: 10, busy: 'busy' })

/** Each is small, and was made to cost a reader as much as can be. */
const bombs: Record<string, string> = {
  'quotes in quotes': '>'.repeat(20_000),
  'lists in lists': Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i * 2)}- x`).join('\n'),
  'elements in elements': '<div>'.repeat(50_000),
  brackets: '['.repeat(50_000),
  images: '!['.repeat(50_000),
  stars: '*a _'.repeat(30_000),
  'references to nowhere': '[a][b]'.repeat(20_000),
  backticks: Array.from({ length: 700 }, (_, i) => '`'.repeat(i)).join(' '),
  'a wide table': `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n${'|x\n'.repeat(500)}`,
  'formulas in braces': `$${'{'.repeat(20_000)}x${'}'.repeat(20_000)}$`,
  'macros of macros': `$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a\\a}\\a$`.repeat(200),
  'a line without end': `\`\`\`python\n${'("'.repeat(50_000)}\n\`\`\``,
  'footnotes in footnotes': Array.from({ length: 3000 }, (_, i) => `[^${i}]\n\n[^${i}]: [^${i + 1}]`).join('\n\n'),
  autolinks: 'www.'.repeat(20_000) + '@a.'.repeat(20_000),
  entities: '&'.repeat(200_000),
}

for (const [what, text] of Object.entries(bombs))
  test(`${what}: shown, or shown as source, and the next text is fine`, async () => {
    const view = await createRenderer(sandbox, short).render(input(text), 'me')
    assert.ok(['markdown', 'code', 'too-large'].includes(view.kind), view.kind)
    assert.deepEqual(await createRenderer(sandbox).render(input('x'), 'me'), {
      kind: 'markdown',
      html: '<p>x</p>',
      toc: [],
    })
  })

test('a text that takes too long is shown as source for a while; what fails by no fault of the text is not kept', async () => {
  let begun = 0
  const first = (fails: () => Error): Sandbox => ({
    run: (...args) => {
      begun += 1
      return begun === 1 ? Promise.reject(fails()) : sandbox.run(...args)
    },
  })
  const slow = createRenderer(first(() => new JobFailed(new Error('The thread was ended'))))
  const ask = () => slow.cached({ key: 'a', owner: 'me' }, async () => input('# x'))
  assert.deepEqual(await ask(), { kind: 'code', language: null, lines: ['# x'] })
  assert.deepEqual(await ask(), { kind: 'code', language: null, lines: ['# x'] })
  assert.equal(begun, 2)
  begun = 0
  const unlucky = createRenderer(first(() => new Error('No thread starts')))
  const again = () => unlucky.cached({ key: 'a', owner: 'me' }, async () => input('x'))
  await assert.rejects(again(), /No thread starts/)
  assert.deepEqual(await again(), { kind: 'markdown', html: '<p>x</p>', toc: [] })
})

test('many who ask for one text wait for one rendering', async () => {
  const renderer = createRenderer(sandbox)
  let read = 0
  const ask = () =>
    renderer.cached({ key: 'a', owner: 'me' }, async () => {
      read += 1
      return input('x')
    })
  const views = await Promise.all([ask(), ask(), ask()])
  assert.equal(new Set(views).size, 1)
  assert.equal(read, 1)
})

test('texts of one owner wait for each other, those of others do not', async () => {
  const slow = Promise.withResolvers<void>()
  let begun = 0
  const renderer = createRenderer({
    run: async (...args) => {
      begun += 1
      const { path } = (await args[1]()) as RenderInput
      if (path === 'slow.md') await slow.promise
      return sandbox.run(...args)
    },
  })
  const ask = (owner: string, path: string) => renderer.render({ ...input('x'), path }, owner)
  const many = Array.from({ length: limits.rendersPerOwner }, () => ask('loud', 'slow.md'))
  await assert.rejects(ask('loud', 'README.md'), { code: 'Unavailable' })
  assert.equal((await ask('quiet', 'README.md')).kind, 'markdown')
  assert.equal(begun, 2)
  slow.resolve()
  await Promise.all(many)
})
