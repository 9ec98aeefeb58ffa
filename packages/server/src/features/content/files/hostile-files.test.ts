import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commitOk, createRepo, file, header, lfsFile, uploadObject } from '../../../testing/requests.ts'
import { startTestHub, type Person, type TestHub } from '../../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
const page = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
/** What each name is sent as: nothing of it is a page, a script or a style sheet. */
const types: Record<string, string> = {
  'page.html': 'text/plain; charset=utf-8',
  'page.HTM': 'text/plain; charset=utf-8',
  'page.xhtml': 'text/plain; charset=utf-8',
  'page.xml': 'text/plain; charset=utf-8',
  'code.js': 'text/plain; charset=utf-8',
  'code.mjs': 'text/plain; charset=utf-8',
  'style.css': 'text/plain; charset=utf-8',
  'image.svg': 'image/svg+xml',
  'paper.pdf': 'application/pdf',
  'app.swf': 'application/octet-stream',
  'code.wasm': 'application/octet-stream',
  'page.mht': 'application/octet-stream',
  constructor: 'application/octet-stream',
  'a.__proto__': 'application/octet-stream',
  page: 'application/octet-stream',
}
const lfsTypes: Record<string, string> = {
  'lfs/page.html': 'application/octet-stream',
  'lfs/image.svg': 'image/svg+xml',
  'lfs/paper.pdf': 'application/pdf',
  'lfs/film.mp4': 'video/mp4',
  'lfs/config.json': 'application/octet-stream',
}

before(async () => {
  hub = await startTestHub()
  alice = await hub.person('alice')
  await createRepo(hub, alice, 'hostile')
  await uploadObject(hub, 'alice/hostile', Buffer.from(page), alice)
  const lines = [
    ...Object.keys(types).map((name) => file(name, page)),
    ...Object.keys(lfsTypes).map((name) => lfsFile(name, Buffer.from(page))),
  ]
  await commitOk(hub, 'alice/hostile', [header(), ...lines], { as: alice })
})
after(() => hub[Symbol.asyncDispose]())

for (const [name, type] of Object.entries({ ...types, ...lfsTypes }))
  test(`${name} is sent as ${type}, shut in`, async () => {
    for (const verb of ['resolve', 'raw'])
      for (const query of ['', '?download=true', '?noContentDisposition=1']) {
        const answer = await hub.fetch(`/alice/hostile/${verb}/main/${name}${query}`)
        assert.equal(answer.status, 200)
        if (verb === 'resolve') assert.equal(answer.headers.get('Content-Type'), type)
        assert.doesNotMatch(answer.headers.get('Content-Type')!, /html|javascript|\bcss|^text\/xml|wasm/)
        assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff')
        const policy = new Set(answer.headers.get('Content-Security-Policy')!.split('; '))
        assert.deepEqual(policy, new Set(["default-src 'none'", "style-src 'unsafe-inline'", 'sandbox']))
      }
  })
