import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Place } from './links.ts'
import { renderMarkdown } from './markdown.ts'

const place: Place = { repo: '/datasets/a/b', revision: 'feature/x', folder: 'docs/sub', origin: 'https://hub.example' }
const html = async (source: string, at: Place | null = place): Promise<string> =>
  (await renderMarkdown(source, { place: at, locale: 'en' })).html

/** What a link or an image in a card leads to. */
const addresses: Record<string, string | null> = {
  '[x](../c.md)': '/datasets/a/b/blob/feature%2Fx/docs/c.md',
  '[x](c d.md)': null,
  '[x](<c d.md>)': '/datasets/a/b/blob/feature%2Fx/docs/sub/c%20d.md',
  '[x](./c.md?plain=1#L3)': '/datasets/a/b/blob/feature%2Fx/docs/sub/c.md#L3',
  '[x](folder/)': '/datasets/a/b/tree/feature%2Fx/docs/sub/folder/',
  '[x](../../../../../etc)': '/datasets/a/b/blob/feature%2Fx/etc',
  '[x](/models?filter=bert)': '/models?filter=bert',
  '[x](https://hub.example/c/d#e)': '/c/d#e',
  '[x](https://else.example/c)': 'https://else.example/c',
  '[x](#usage)': '#user-content-usage',
  '[x](mailto:a@b.example)': 'mailto:a@b.example',
  '[x](//else.example/c)': 'https://else.example/c',
  '[x](javascript:alert)': null,
  '![x](i.png)': '/datasets/a/b/resolve/feature%2Fx/docs/sub/i.png',
  '![x](/i.png)': '/datasets/a/b/resolve/feature%2Fx/i.png',
  '![x](/c/d/resolve/main/i.png)': '/c/d/resolve/main/i.png',
  '![x](https://hub.example/c/d/resolve/main/i.png)': '/c/d/resolve/main/i.png',
  '![x](https://hub.example/logout)': '/datasets/a/b/resolve/feature%2Fx/logout',
  '![x](https://else.example/i.png)': 'https://else.example/i.png',
  '![x](data:image/png;base64,aGk=)': 'data:image/png;base64,aGk=',
  '![x](data:image/svg+xml;base64,aGk=)': null,
}

for (const [source, wanted] of Object.entries(addresses))
  test(`${source} leads to ${wanted ?? 'nothing'}`, async () => {
    const found = /(?:href|src)="([^"]*)"/.exec(await html(source))?.[1]
    assert.equal(found?.replaceAll('&#x26;', '&') ?? null, wanted)
  })

test('an image from elsewhere becomes a link under its own description, and within a link the description', async () => {
  const link = await html('![the logo](https://else.example/a/logo.png)')
  assert.match(
    link,
    /<a href="https:\/\/else.example\/a\/logo.png" class="external-media" rel="nofollow noopener noreferrer ugc"/,
  )
  assert.match(link, />the logo<\/a>/)
  assert.match(await html('![](https://else.example/a/logo.png)'), />logo.png<\/a>/)
  const badge = await html('[![build](https://else.example/b.svg)](https://else.example/)')
  assert.equal(badge.match(/<a /g)?.length, 1)
  assert.match(badge, /<span class="external-media">build<\/span>/)
})

test('sound and film of the repo have controls and never start by themselves', async () => {
  const film = await html('<video autoplay muted src="v.mp4" poster="p.png"></video>')
  assert.match(film, /src="[^"]*resolve[^"]*v.mp4" controls/)
  assert.match(film, /poster="[^"]*resolve/)
  assert.doesNotMatch(film, /autoplay/)
  assert.match(
    await html('<audio><source src="https://e.example/a.mp3"><source src="a.mp3"></audio>'),
    /sub\/a.mp3" controls/,
  )
  assert.match(
    await html('<video src="https://else.example/v.mp4"></video>'),
    /<a href="https:\/\/else.example\/v.mp4"/,
  )
})

const picture = (src: string): string =>
  `<picture><source media="(prefers-color-scheme: dark)" srcset="${src}"><img src="a.png" alt="x"></picture>`

test('a picture keeps its sources when they are of the repo', async () => {
  assert.match(await html(picture('dark.png 1x, dark2.png 2x')), /srcset="[^"]*dark.png 1x, [^"]*dark2.png 2x" media=/)
  assert.doesNotMatch(await html(picture('https://else.example/dark.png')), /<source/)
})

test('dollars are money unless they hold a formula', async () => {
  assert.match(await html('$5 or $10'), /\$5 or \$10/)
  assert.match(await html('from $ 5 to 10 $'), /\$ 5 to 10 \$/)
  assert.match(await html('$x^2$'), /<msup>/)
  assert.match(await html('$$x^2$$'), /<msup>/)
  assert.match(await html('$$\n\\frac{1}{2}\n$$'), /display="block"/)
  assert.match(await html('```math\nx\n```'), /<math/)
  assert.match(await html('a \\\\( x^2 \\\\) b'), /a .*<msup>.* b/s)
  assert.match(await html('mail me@example.org, www.example.org, for $x^2$'), /<msup>/)
  assert.match(await html('$\\frac{1}$'), /math-error|mathcolor/)
})

test('macros stay in their document, and formulas say nothing to the console', async (t: TestContext) => {
  const said = t.mock.method(console, 'log', () => {})
  assert.match(await html('$\\gdef\\a{42}\\a$ and $\\a$'), /<mn>42<\/mn>.*<mn>42<\/mn>/s)
  assert.doesNotMatch(await html('$\\a$'), /<mn>42<\/mn>/)
  await html('$\\show x \\message{x} \\errmessage{x}$')
  assert.equal(said.mock.callCount(), 0)
})

test('alerts, tasks, footnotes and tables are those of GitHub', async () => {
  assert.match(await html('> [!TIP]\n> Do **this**'), /<div class="alert alert-tip"><p class="alert-title">Tip<\/p>/)
  assert.match(await html('> [!OTHER]\n> Do this'), /<blockquote>/)
  assert.match(await html('- [x] done'), /<input type="checkbox" checked disabled aria-label="Done">/)
  const note = await html('a[^1]\n\n[^1]: b')
  const [, target] = /<a href="#([^"]+)"/.exec(note) ?? /href="#([^"]+)"/.exec(note) ?? []
  assert.ok(target && note.includes(`id="${target}"`))
  assert.match(await html('|a|b|\n|:-:|-:|\n|1|2|'), /<th align="center">a<\/th>/)
})

test('headings are listed, and found by their own words', async () => {
  const { toc, html: shown } = await renderMarkdown('# A *b*\n\n## 中文\n\n## A b\n\n## <br>', { place, locale: 'en' })
  assert.deepEqual(toc, [
    { id: 'user-content-a-b', level: 1, text: 'A b' },
    { id: 'user-content-中文', level: 2, text: '中文' },
    { id: 'user-content-a-b-1', level: 2, text: 'A b' },
  ])
  assert.match(shown, /aria-label="Link to this section: 中文"/)
})

test('a diagram is left as its source', async () => {
  assert.match(
    await html('```mermaid\ngraph TD; A-->B\n```'),
    /<pre class="mermaid-source" data-mermaid="" tabindex="0">graph TD; A-->B<\/pre>/,
  )
})
