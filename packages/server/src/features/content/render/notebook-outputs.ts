import { ansiToHtml } from './ansi.ts'
import { escapeHtml } from './hast.ts'
import { isImageData } from './links.ts'
import { renderHtml, renderMarkdown, type Setting } from './markdown.ts'

export type Output =
  | { kind: 'text'; html: string; isError: boolean }
  | { kind: 'html'; html: string }
  | { kind: 'image'; src: string; alt: string }
  | { kind: 'left-out'; sizeBytes: number }

/** One output of a code cell in the best form that is safe to show; null when there is nothing to show. */
export async function renderOutput(
  output: Record<string, unknown>,
  setting: Setting,
  budget: { bytes: number },
): Promise<Output | null> {
  const shown = await best(output, setting)
  if (!shown) return null
  const sizeBytes = 'html' in shown ? shown.html.length : 'src' in shown ? shown.src.length : 0
  budget.bytes -= sizeBytes
  if (budget.bytes >= 0) return shown
  // A small one may still fit.
  budget.bytes += sizeBytes
  return { kind: 'left-out', sizeBytes }
}

async function best(output: Record<string, unknown>, setting: Setting): Promise<Output | null> {
  if (output['output_type'] === 'stream') {
    const html = ansiToHtml(textIn(output['text']))
    return html === '' ? null : { kind: 'text', html, isError: output['name'] === 'stderr' }
  }
  if (output['output_type'] === 'error') {
    const trace = textIn(output['traceback'], '\n')
    const said = trace || `${textIn(output['ename'])}: ${textIn(output['evalue'])}`
    return { kind: 'text', html: ansiToHtml(said), isError: true }
  }
  const { data } = output
  return typeof data === 'object' && data !== null ? fromBundle(data as Record<string, unknown>, setting) : null
}

async function fromBundle(data: Record<string, unknown>, setting: Setting): Promise<Output | null> {
  const plain = textIn(data['text/plain'])
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
    const src = `data:${type};base64,${textIn(data[type]).replaceAll(/\s/g, '')}`
    if (typeof data[type] !== 'undefined' && isImageData(src)) return { kind: 'image', src, alt: plain.slice(0, 200) }
  }
  const svg = textIn(data['image/svg+xml'])
  // As an image a browser runs nothing of it.
  if (svg !== '')
    return {
      kind: 'image',
      src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      alt: plain.slice(0, 200),
    }
  const html = textIn(data['text/html'])
  if (html !== '') {
    const shown = await renderHtml(html, setting)
    if (shown.trim() !== '') return { kind: 'html', html: shown }
  }
  const markdown = textIn(data['text/markdown']) || textIn(data['text/latex'])
  if (markdown !== '') return { kind: 'html', html: (await renderMarkdown(markdown, setting)).html }
  if (plain !== '') return { kind: 'text', html: ansiToHtml(plain), isError: false }
  const json = data['application/json']
  return json === undefined ? null : { kind: 'text', html: escapeHtml(JSON.stringify(json, null, 2)), isError: false }
}

/** Text comes whole or in lines. */
function textIn(value: unknown, between = ''): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((part) => typeof part === 'string').join(between) : ''
}
