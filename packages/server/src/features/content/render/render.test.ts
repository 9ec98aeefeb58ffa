import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { sendRaw } from '../../../testing/raw-request.ts'
import {
  commitOk,
  createRepo,
  file,
  header,
  json,
  lfsFile,
  refused,
  send,
  uploadObject,
} from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'
import type * as wire from './wire.ts'
import { fileNames, markdownVectors } from './xss-corpus.ts'

let hub: TestHub
let alice: Person
let commitId: string
const large = Buffer.from('some text\n'.repeat(300_000))
const notebook = {
  nbformat: 4,
  metadata: { kernelspec: { language: 'python' } },
  cells: [
    { cell_type: 'markdown', source: ['# Title\n', 'text'] },
    {
      cell_type: 'code',
      source: 'print(1)',
      execution_count: 3,
      outputs: [
        { output_type: 'stream', name: 'stdout', text: '\u001b[31mred\u001b[0m 10%\r20%\n' },
        { output_type: 'display_data', data: { 'image/png': 'aGk=\n', 'text/plain': '<Figure>' } },
        {
          output_type: 'execute_result',
          data: { 'text/html': '<table><tr><td>1</td></tr></table>', 'text/plain': '1' },
        },
        { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['\u001b[0;31mE\u001b[0m: v'] },
      ],
    },
  ],
}

before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'doc', { type: 'dataset' })
  await createRepo(hub, alice, 'hidden', { private: true })
  await uploadObject(hub, 'datasets/alice/doc', large, alice)
  commitId = await commitOk(
    hub,
    'alice/doc',
    [
      header('all files'),
      file('README.md', '---\nlicense: mit\n---\n# Hello\n\n![a](img/a.png) [b](docs/b.md#c)\n'),
      file('docs/b.md', '[up](../README.md) [root](/alice) ![i](i.png)'),
      file('code/a.py', 'def f():\n  return "<b>"\n'),
      file('book.ipynb', JSON.stringify(notebook)),
      file('not-a-book.ipynb', '{"cells": 5}'),
      file('latin1.txt', Buffer.from([0x66, 0xfc, 0x72])),
      file('bytes.bin', Buffer.from([1, 0, 2])),
      file('many-lines.txt', '\n'.repeat(limits.shownLines + 1)),
      file('empty.txt', ''),
      lfsFile('large.txt', large),
      ...fileNames.map((name) => file(name, '# x')),
    ],
    { as: alice, type: 'datasets' },
  )
  await commitOk(hub, 'alice/hidden', [header(), file('README.md', 'secret')], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

type FileView = z.output<typeof wire.fileView>
type View = FileView['view']
const address = '/api/datasets/alice/doc/render/main'
const see = (path: string, query = ''): Promise<FileView> => json<FileView>(hub.fetch(`${address}/${path}${query}`))
async function seeAs<Kind extends View['kind']>(kind: Kind, path: string, query = '') {
  const found = await see(path, query)
  assert.equal(found.view.kind, kind)
  return { ...found, view: found.view as Extract<View, { kind: Kind }> }
}

test('a card comes with its contents, its links inside the repo at that revision, and the commit that changed it', async () => {
  const { view, ...facts } = await seeAs('markdown', 'README.md')
  assert.match(view.html, /src="\/datasets\/alice\/doc\/resolve\/main\/img\/a.png"/)
  assert.match(view.html, /href="\/datasets\/alice\/doc\/blob\/main\/docs\/b.md#c"/)
  assert.doesNotMatch(view.html, /license/)
  assert.deepEqual(view.toc, [{ id: 'user-content-hello', level: 1, text: 'Hello' }])
  assert.equal(facts.commit, commitId)
  assert.equal(facts.revision, 'main')
  assert.equal(facts.lastCommit?.title, 'all files')
  assert.equal(facts.lastCommit?.author, 'alice')
})

test('links of a file in a folder start there', async () => {
  const { html } = (await seeAs('markdown', 'docs/b.md')).view
  assert.match(html, /href="\/datasets\/alice\/doc\/blob\/main\/README.md"/)
  assert.match(html, /href="\/alice"/)
  assert.match(html, /resolve\/main\/docs\/i.png/)
})

test('at a commit, links stay at that commit', async () => {
  const { revision, view } = await json<FileView>(hub.fetch(`/api/datasets/alice/doc/render/${commitId}/docs/b.md`))
  assert.equal(revision, commitId)
  assert.ok(view.kind === 'markdown' && view.html.includes(`/blob/${commitId}/README.md`))
})

test('words that rendering adds are in the reader’s language', async () => {
  assert.match((await seeAs('markdown', 'README.md', '?locale=zh')).view.html, /本节链接：/)
  assert.match((await seeAs('markdown', 'README.md')).view.html, /Link to this section:/)
})

test('Markdown and notebooks are shown as source to who asks', async () => {
  const { view } = await seeAs('code', 'README.md', '?source=true')
  assert.equal(view.lines[1]!.replaceAll(/<[^>]+>/g, ''), 'license: mit')
  assert.equal((await seeAs('code', 'book.ipynb', '?source=1')).view.language, 'JSON')
})

test('source comes in lines, coloured by class', async () => {
  const { view } = await seeAs('code', 'code/a.py')
  assert.equal(view.language, 'Python')
  assert.equal(view.lines.length, 2)
  assert.match(view.lines[0]!, /<span class="tok-keyword">def<\/span>/)
  assert.match(view.lines[1]!, /&lt;b&gt;/)
  assert.deepEqual((await seeAs('code', 'empty.txt')).view.lines, [''])
})

test('a notebook comes in cells with their outputs', async () => {
  const { cells, toc } = (await seeAs('notebook', 'book.ipynb')).view
  assert.deepEqual(
    toc.map(({ text }) => text),
    ['Title'],
  )
  const [, code] = cells
  assert.ok(code?.kind === 'code')
  assert.equal(code.executionCount, 3)
  assert.deepEqual(code.outputs, [
    { kind: 'text', html: '20%\n', isError: false },
    { kind: 'image', src: 'data:image/png;base64,aGk=', alt: '<Figure>' },
    { kind: 'html', html: (code.outputs[2] as { html: string }).html },
    { kind: 'text', html: '<span class="ansi-red">E</span>: v', isError: true },
  ])
  assert.match((code.outputs[2] as { html: string }).html, /<td>1<\/td>/)
  await seeAs('code', 'not-a-book.ipynb')
})

test('what is no text, and what is too much of it, is told so', async () => {
  await seeAs('binary', 'bytes.bin')
  await seeAs('binary', 'latin1.txt')
  await seeAs('too-large', 'many-lines.txt')
  const { sizeBytes, lfs } = await seeAs('too-large', 'large.txt')
  assert.equal(sizeBytes, large.length)
  assert.ok(lfs)
})

test('names of files that look like markup are found', async () => {
  for (const name of fileNames) assert.equal((await see(encodeURIComponent(name))).path, name)
})

test('private and missing look alike', async () => {
  const wanted = { status: 401, code: 'RepoNotFound', says: /Invalid username or password/ }
  await refused(hub.fetch('/api/models/alice/hidden/render/main/README.md'), wanted)
  await refused(hub.fetch('/api/models/alice/nothing/render/main/README.md'), wanted)
  const bob = await hub.person('bob')
  await refused(hub.fetch('/api/models/alice/hidden/render/main/README.md', { as: bob }), {
    ...wanted,
    status: 404,
    says: /not found/,
  })
  assert.equal((await hub.fetch('/api/models/alice/hidden/render/main/README.md', { as: alice })).status, 200)
})

test('what is not there is not found', async () => {
  await refused(hub.fetch(`${address}/none.md`), { status: 404, code: 'EntryNotFound', says: /none.md/ })
  await refused(hub.fetch('/api/datasets/alice/doc/render/none/README.md'), {
    status: 404,
    code: 'RevisionNotFound',
    says: /none/,
  })
})

const ask = (body: Record<string, unknown>, as?: Person) =>
  send(hub, 'POST', '/api/render/markdown', { as, json: body })

test('a draft is rendered for who is signed in', async () => {
  const repo = { type: 'model', id: 'alice/m' }
  const view = await json<View>(ask({ text: '**x** ![i](i.png)', repo }, alice))
  assert.ok(view.kind === 'markdown' && view.html.includes('<strong>x</strong>'))
  assert.ok(view.html.includes('/alice/m/resolve/main/i.png'))
  await refused(ask({ text: 'x' }), { status: 401, says: /Invalid/ })
  await refused(ask({ text: 'x', repo: { type: 'model', id: '../x" onclick="' } }, alice), {
    status: 400,
    says: /repo.id/,
  })
  await refused(ask({ text: 'x'.repeat(limits.renderedMarkdownBytes + 1) }, alice), { status: 400, says: /text/ })
  const hostile = await json<View>(ask({ text: markdownVectors.join('\n\n') }, alice))
  assert.ok(hostile.kind === 'markdown')
  assert.doesNotMatch(hostile.html, /<script|<svg|<iframe|href="javascript/i)
})

test('a card looks the same whatever a client calls the hub: strangers cannot have it rendered over and over', async () => {
  const lines = [header(), file('self.md', '![i](http://a.example/alice/doc/resolve/main/img/a.png)')]
  await commitOk(hub, 'alice/doc', lines, { as: alice, type: 'datasets' })
  const seenAt = async (host: string) => {
    const { status, text } = await sendRaw(hub, {
      method: 'GET',
      path: `${address}/self.md`,
      headers: { Host: host },
    })
    assert.equal(status, 200)
    return text.slice(text.indexOf('"view"'))
  }
  assert.equal(await seenAt('a.example'), await seenAt('b.example'))
})
