import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createThreads } from '../../../adapters/threads/pool.ts'
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
    const threads = createThreads(1)
    const view = await createRenderer(threads, short).render(input(text))
    assert.ok(['markdown', 'code', 'too-large'].includes(view.kind), view.kind)
    assert.deepEqual(await createRenderer(threads).render(input('x')), { kind: 'markdown', html: '<p>x</p>', toc: [] })
  })

test('a text that takes too long is shown as source, and is not tried again', async () => {
  const threads = createThreads(1)
  let begun = 0
  const counting = {
    begin: (...args: Parameters<typeof threads.begin>) => {
      begun += 1
      const task = threads.begin(...args)
      // Stands for a text that never ends: it is ended before it could answer.
      if (begun === 1) task.kill()
      return task
    },
  } as typeof threads
  const renderer = createRenderer(counting)
  const ask = () => renderer.cached('a', async () => input('# x'))
  assert.deepEqual(await ask(), { kind: 'code', language: null, lines: ['# x'] })
  assert.deepEqual(await ask(), { kind: 'code', language: null, lines: ['# x'] })
  assert.equal(begun, 2)
})

test('many who ask for one text wait for one rendering', async () => {
  const renderer = createRenderer(createThreads(1))
  let read = 0
  const ask = () =>
    renderer.cached('a', async () => {
      read += 1
      return input('x')
    })
  const views = await Promise.all([ask(), ask(), ask()])
  assert.equal(new Set(views).size, 1)
  assert.equal(read, 1)
})
