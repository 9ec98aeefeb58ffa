import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { assertGood, hydrated, noBrowser, openSite, shoot, type Lang, type Site } from './web.ts'

const card = `---
license: mit
---
# A small model

Some **bold** words, a [link to the code](code/train.py), and $e^{i\\pi} = -1$. Costs $5 and $10.

> [!WARNING]
> Mind the gap.

![A picture](images/square.svg) ![Downloads](https://img.shields.io/badge/downloads-1k-blue)

| Task | Score |
| :--- | ---: |
| One | 0.91 |
| Two | 0.87 |

## Usage

\`\`\`python
from transformers import pipeline

def answer(question: str) -> str:
    return pipeline("text-generation")(question)  # slow
\`\`\`

## How it works

\`\`\`mermaid
graph LR; A[Text] --> B[Tokens]; B --> C[Model]
\`\`\`

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}
$$

### Training

- [x] data
- [ ] more data

## Limits

It forgets.[^1]

[^1]: As we all do.
`
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><rect width="60" height="60" fill="teal"/></svg>'
const python = Array.from(
  { length: 90 },
  (_, i) => `def f${i}(x: int) -> str:\n    return f"{x} ${i}"  # comment\n`,
).join('\n')
const notebook = JSON.stringify({
  nbformat: 4,
  metadata: { kernelspec: { language: 'python' } },
  cells: [
    { cell_type: 'markdown', source: '# Explore\n\nA *first* look.' },
    {
      cell_type: 'code',
      source: 'import pandas as pd\npd.DataFrame({"a": [1, 2]})',
      execution_count: 1,
      outputs: [
        { output_type: 'stream', name: 'stdout', text: '\u001b[32mgreen\u001b[0m and plain\n' },
        {
          output_type: 'execute_result',
          data: { 'text/html': '<table><tr><th>a</th></tr><tr><td>1</td></tr></table>' },
        },
        { output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['\u001b[31mValueError\u001b[0m: no'] },
      ],
    },
  ],
})

/** A document of some pages, by hand. */
function pdf(pages: string[]): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, i) => {
      const stream = deflateSync(`BT /F1 36 Tf 60 700 Td (${text}) Tj ET`).toString('latin1')
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + i * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n${stream}\nendstream`,
      ]
    }),
  ]
  let body = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = body.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(body, 'latin1')
}

/** A tenth of a second of silence. */
function silence(): Buffer {
  const head = Buffer.alloc(44 + 1600)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + 1600, 4)
  head.write('WAVEfmt ', 8)
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 16_000],
    [40, 1600],
  ] as const)
    head.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    head.writeUInt16LE(value, at)
  head.write('data', 36)
  return head
}

const words = {
  en: { source: 'Source', preview: 'Preview', warning: 'Warning', go: 'Go', next: 'Next page', lines: 'Lines 3 to 5' },
  zh: { source: '源码', preview: '预览', warning: '警告', go: '跳转', next: '下一页', lines: '第 3 至 5 行' },
} as const satisfies Record<Lang, object>

describe('reading files', { skip: noBrowser }, () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await site.publish('alice', {
      id: 'alice/reader',
      files: {
        'README.md': card,
        'code/train.py': python,
        'images/square.svg': svg,
        'explore.ipynb': notebook,
        'paper.pdf': pdf(['First page', 'Second page']),
        'weights.bin': Buffer.from([0, 1, 2, 3]),
        'empty.txt': '',
        'silence.wav': silence(),
        'scores.csv': 'name,score\none,1\ntwo,2\n',
      },
    })
  })
  after(() => site[Symbol.asyncDispose]())

  const open = async (path: string, visit: Parameters<Site['visit']>[0]): Promise<Page> => {
    const page = await site.visit(visit)
    const answer = await page.goto(`/alice/reader/blob/main/${path}`)
    assert.equal(answer!.status(), 200)
    if (visit?.script !== false) await hydrated(page)
    return page
  }

  for (const lang of ['en', 'zh'] as const) {
    it(`shows a card as its author meant it, and its source (${lang})`, async () => {
      const page = await open('README.md', { lang })
      await page.getByText(words[lang].warning, { exact: true }).waitFor()
      const picture = page.locator('img[alt="A picture"]')
      assert.equal(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), 60)
      assert.equal(await page.locator('a.external-media').innerText(), 'Downloads')
      const frame = page.frameLocator('.diagram iframe')
      await frame.locator('main svg').getByText('Tokens').waitFor()
      await assertGood(page)
      await shoot(page, `read-card-${lang}`)
      await page.getByRole('link', { name: words[lang].source, exact: true }).click()
      await page.locator('.source .line').first().waitFor()
      assert.match(await page.locator('#L2').innerText(), /license: mit/)
      await assertGood(page)
      await page.context().close()
    })

    it(`shows source with lines that have addresses (${lang})`, async () => {
      const page = await open('code/train.py', { lang })
      await page.locator('#L3 a').click()
      await page.locator('#L5 a').click({ modifiers: ['Shift'] })
      assert.equal(new URL(page.url()).hash, '#L3-L5')
      await page.getByText(words[lang].lines).waitFor()
      assert.equal(await page.locator('.line.chosen').count(), 3)
      await page.reload()
      await hydrated(page)
      assert.equal(await page.locator('.line.chosen').count(), 3)
      await page.locator('#go-to-line').fill('250-252')
      await page.getByRole('button', { name: words[lang].go, exact: true }).click()
      assert.equal(new URL(page.url()).hash, '#L250-L252')
      assert.ok(await page.locator('#L251').isVisible())
      await page.locator('#go-to-line').fill('nowhere')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      await assertGood(page)
      await shoot(page, `read-source-${lang}`)
      await page.context().close()
    })

    it(`shows a notebook with its outputs (${lang})`, async () => {
      const page = await open('explore.ipynb', { lang })
      await page.getByRole('heading', { name: 'Explore', exact: true }).waitFor()
      assert.equal(await page.locator('.ansi-green').innerText(), 'green')
      assert.equal(await page.locator('td').innerText(), '1')
      await assertGood(page)
      await shoot(page, `read-notebook-${lang}`)
      await page.context().close()
    })

    it(`shows a document page by page (${lang})`, async () => {
      const page = await open('paper.pdf', { lang })
      await page.getByText('First page').waitFor()
      await page.getByRole('button', { name: words[lang].next }).click()
      await page.getByText('Second page').waitFor()
      await assertGood(page)
      await shoot(page, `read-pdf-${lang}`)
      await page.context().close()
    })
  }

  it('is good to read on a phone and at night', async () => {
    for (const path of ['README.md', 'code/train.py', 'explore.ipynb', 'weights.bin', 'empty.txt', 'images/square.svg'])
      for (const theme of ['light', 'dark'] as const) {
        const page = await open(path, { width: 390, theme })
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        assert.ok(wide <= 390, `${path} is ${wide} wide`)
        await assertGood(page)
        await shoot(page, `read-phone-${path.replaceAll('/', '-')}-${theme}`)
        await page.context().close()
      }
  })

  for (const lang of ['en', 'zh'] as const)
    it(`shows a table as a table, and its source (${lang})`, async () => {
      const page = await open('scores.csv', { lang })
      await page.getByRole('cell', { name: 'two', exact: true }).waitFor()
      await page.getByRole('link', { name: words[lang].source, exact: true }).click()
      assert.match(await page.locator('#L3').innerText(), /two,2/)
      await assertGood(page)
      await page.context().close()
    })

  it('plays sound, and says so when it cannot', async () => {
    const page = await open('silence.wav', {})
    const audio = page.locator('audio')
    await audio.evaluate((element) => (element as unknown as { play: () => Promise<void> }).play())
    assert.equal(await audio.evaluate((element) => (element as unknown as { duration: number }).duration), 0.1)
    await assertGood(page)
    await page.context().close()
  })

  it('reads without a script', async () => {
    const page = await open('README.md', { script: false })
    await page.getByRole('heading', { name: 'Usage' }).waitFor()
    assert.match(await page.locator('pre.mermaid-source').innerText(), /graph LR/)
    await page.goto('/alice/reader/blob/main/code/train.py#L4')
    assert.match(await page.locator('.line:target').innerText(), /def f1/)
    await page.context().close()
  })

  it('finds a heading by the name that other hubs give it, and a folder that was taken for a file', async () => {
    const page = await open('README.md#limits', {})
    await page.waitForFunction('scrollY > 300')
    await page.goto('/alice/reader/blob/main/README.md#%E0%A4%A')
    await page.reload()
    await page.getByRole('button', { name: 'Copy this code' }).waitFor()
    await assertGood(page)
    await page.goto('/alice/reader/blob/main/code')
    assert.match(page.url(), /\/tree\/main\/code$/)
    await page.context().close()
  })

  it('asks no other host for anything', () => assert.deepEqual(site.foreign, []))
})
