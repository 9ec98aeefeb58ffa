import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import { unified } from 'unified'
import { refuseDanger } from './gate.ts'
import type { Root } from './hast.ts'
import { renderMarkdown, type Setting } from './markdown.ts'
import { renderNotebook } from './notebook.ts'
import { renderSource } from './source.ts'
import { fileNames, hostileNotebook, markdownVectors } from './xss-corpus.ts'

const place = { repo: '/datasets/alice/set', revision: 'main', folder: 'docs', origin: 'https://kaihub.example' }
const setting: Setting = { place, locale: 'en' }

const parse = (html: string): Root =>
  unified()
    .use(rehypeRaw)
    .runSync({ type: 'root', children: [{ type: 'raw', value: html }] })

/** Elements that may stand in a page; written down apart from the schema that is tested. */
const harmless = new Set(
  (
    'a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li ol p picture pre q rp rt ruby s samp section source span strike strong sub summary sup table tbody td tfoot th thead tr tt ul var audio video figure figcaption center u mark small big abbr cite dfn time wbr caption colgroup col font ' +
    'math semantics annotation mrow mi mo mn ms mspace mtext mover munder munderover msup msub msubsup mfrac mroot msqrt mtable mtr mtd menclose mstyle mpadded mphantom'
  ).split(' '),
)

/** What a browser would make of it, read anew. */
function dangersIn(html: string): string[] {
  const found: string[] = []
  const visit = (node: Root | Root['children'][number]): void => {
    if (node.type === 'comment' || node.type === 'doctype') found.push(node.type)
    if (node.type === 'element') {
      if (!harmless.has(node.tagName)) found.push(`<${node.tagName}>`)
      for (const [name, value] of Object.entries(node.properties)) {
        const said = `${node.tagName} ${name}=${String(value)}`
        if (/^(on|style$|srcdoc$|formaction$|action$|target$|background$|ping$|is$|slot$|xlink)/i.test(name))
          found.push(said)
        if (/^(id|name)$/i.test(name) && !String(value).startsWith('user-content-')) found.push(said)
        if (/^(href|src|poster|srcset|cite|data|longdesc)$/i.test(name) && !isHarmlessAddress(name, String(value)))
          found.push(said)
      }
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(parse(html))
  return found
}

function isHarmlessAddress(name: string, value: string): boolean {
  if (name === 'src' && /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/.test(value)) return true
  const addresses =
    name.toLowerCase() === 'srcset' ? value.split(',').map((part) => part.trim().split(' ')[0]!) : [value]
  return addresses.every((address) => {
    const url = URL.parse(address, 'https://kaihub.example/here')
    if (!url) return false
    const isOurs = url.origin === 'https://kaihub.example'
    if (name === 'href') return isOurs || ['https:', 'http:', 'mailto:'].includes(url.protocol)
    // Nothing is loaded from elsewhere, and nothing but files from here.
    return isOurs && url.pathname.includes('/resolve/')
  })
}

test('the check itself sees what it is for', () => {
  for (const bad of [
    '<script>x</script>',
    '<img src="/a/b/resolve/c" onerror="x">',
    '<p style="x">',
    '<a href="javascript:x">',
    '<img src="https://evil.example/x">',
    '<img src="/logout">',
    '<p id="x">',
    '<iframe></iframe>',
    '<svg></svg>',
    '<!-- x -->',
  ])
    assert.notDeepEqual(dangersIn(bad), [], bad)
})

test('the gate refuses what the steps before it should have taken out', () => {
  for (const bad of [
    '<script>x</script>',
    '<p onclick="x">',
    '<p style="x">',
    '<a href="javascript:x">',
    '<a href="//evil.example">',
    '<img src="https://evil.example/x">',
    '<p id="x">',
    '<source srcset="https://evil.example/x">',
    '<!-- x -->',
  ])
    assert.throws(() => refuseDanger(parse(bad)), /rendering left/, bad)
})

test('no vector of the corpus survives as anything that runs, loads or deceives', async () => {
  assert.ok(markdownVectors.length > 300)
  for (const vector of markdownVectors) {
    for (const source of [vector, `text ${vector} text`, `> ${vector}`, `<div>${vector}</div>`]) {
      const { html, toc } = await renderMarkdown(source, setting)
      assert.deepEqual(dangersIn(html), [], `${source}\n→ ${html}`)
      for (const { id } of toc) assert.match(id, /^user-content-/)
    }
  }
})

test('what a browser reads is what was written: reading the answer again changes nothing', async () => {
  for (const vector of markdownVectors) {
    const { html } = await renderMarkdown(vector, setting)
    const again = toHtml(parse(html))
    assert.equal(toHtml(parse(again)), again, vector)
    assert.deepEqual(dangersIn(again), [], vector)
  }
})

test('without a repo around it nothing is reached at all', async () => {
  for (const vector of markdownVectors) {
    const { html } = await renderMarkdown(vector, { place: null, locale: 'zh' })
    assert.deepEqual(dangersIn(html), [], `${vector}\n→ ${html}`)
  }
})

test('a notebook that attacks from every part is only looked at', async () => {
  const shown = await renderNotebook(hostileNotebook(), setting)
  assert.ok(shown)
  assert.equal(shown.cells.length, 4 + markdownVectors.length)
  let outputs = 0
  for (const cell of shown.cells) {
    if (cell.kind === 'raw') continue
    assert.deepEqual(dangersIn(cell.html), [], cell.html)
    for (const output of cell.kind === 'code' ? cell.outputs : []) {
      outputs += 1
      if (output.kind === 'image') assert.match(output.src, /^data:image\/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]+$/)
      if ('html' in output) assert.deepEqual(dangersIn(output.html), [], output.html)
    }
  }
  assert.ok(outputs > 200)
})

test('source is text, whatever it says and whatever its file is called', async () => {
  for (const name of ['x.html', 'x.svg', 'x.md', 'x.js', 'x', ...fileNames])
    for (const vector of markdownVectors) {
      const source = await renderSource(vector, name)
      for (const line of source!.lines) {
        assert.deepEqual(dangersIn(line), [])
        assert.doesNotMatch(line.replaceAll(/<span class="tok-[a-z-]+">|<\/span>/g, ''), /[<>"]/)
      }
    }
})

test('files are called what they are called in addresses, too', async () => {
  for (const name of fileNames) {
    const { html } = await renderMarkdown(`[x](<${encodeURIComponent(name)}>) ![y](<./${encodeURIComponent(name)}>)`, {
      ...setting,
      place: { ...place, folder: name, revision: name },
    })
    assert.deepEqual(dangersIn(html), [], html)
  }
})
