import { splitCard } from '@kaihub/formats/card'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { markAlerts } from './alerts.ts'
import { highlightBlocks } from './code-blocks.ts'
import { refuseDanger } from './gate.ts'
import type { Root } from './hast.ts'
import { anchorHeadings, makeReachable, type Heading } from './headings.ts'
import type { Language } from './languages.ts'
import type { Place } from './links.ts'
import { onlyMath, renderMath } from './math.ts'
import { settleAddresses } from './media.ts'
import { idPrefix, schema } from './schema.ts'
import { wordsOf, type Locale } from './words.ts'

export type Setting = { place: Place | null; locale: Locale }
export type Rendered = { html: string; toc: Heading[] }

/** Markdown as GitHub writes it, as HTML that may stand in a page of ours. Front matter is left out. */
export async function renderMarkdown(source: string, setting: Setting): Promise<Rendered> {
  const { body } = splitCard(source)
  const words = wordsOf[setting.locale]
  const reading = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(() => onlyMath(body))
    .use(remarkRehype, {
      allowDangerousHtml: true,
      // The sanitiser puts the prefix before every id.
      clobberPrefix: '',
      footnoteLabel: words.footnotes,
      footnoteBackLabel: (reference: number) => `${words.backTo} ${reference + 1}`,
    })
    .use(rehypeRaw)
    .use(rehypeSanitize, schema)
  return finish(reading.runSync(reading.parse(body)), setting)
}

/** A piece of somebody's HTML, such as a notebook's table, under the same rules. */
export async function renderHtml(source: string, setting: Setting): Promise<string> {
  const root = { type: 'root', children: [{ type: 'raw', value: source }] } as Root
  const { html } = await finish(unified().use(rehypeRaw).use(rehypeSanitize, schema).runSync(root), setting)
  return html
}

/** A block of code, as it would stand in Markdown. */
export async function renderCode(source: string, language: Language | null, { locale }: Setting): Promise<string> {
  const code = { type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value: source }] }
  const root = {
    type: 'root',
    children: [{ type: 'element', tagName: 'pre', properties: {}, children: [code] }],
  } as Root
  await highlightBlocks(root, wordsOf[locale], language)
  return write(root)
}

const slugs = unified().use(rehypeSlug, { prefix: idPrefix })

/** What we add ourselves comes after the sanitiser, as it may do more than authors may. */
async function finish(root: Root, { place, locale }: Setting): Promise<Rendered> {
  const words = wordsOf[locale]
  slugs.runSync(root)
  settleAddresses(root, { place, words })
  markAlerts(root, words)
  renderMath(root)
  await highlightBlocks(root, words)
  makeReachable(root, words)
  const toc = anchorHeadings(root, words)
  return { html: write(root), toc }
}

function write(root: Root): string {
  refuseDanger(root)
  return toHtml(root)
}
