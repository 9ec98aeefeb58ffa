import { element, isElement, replace, text, type Node, type Root } from './hast.ts'
import type { Words } from './words.ts'

const mark = /^\s*\[!(note|tip|important|warning|caution)\][^\S\n]*(?:\n|$)/i

/** GitHub's alerts: a quote that begins with `[!NOTE]` on a line of its own. */
export function markAlerts(root: Root, words: Words): void {
  replace(root, (quote, above) => {
    if (!isElement(quote, 'blockquote') || above.length > 0) return undefined
    const first = quote.children.find((child) => isElement(child))
    if (!isElement(first, 'p')) return undefined
    const [opening, ...after] = first.children as Node[]
    const found = opening?.type === 'text' ? mark.exec(opening.value) : null
    if (opening?.type !== 'text' || !found) return undefined
    const kind = found[1]!.toLowerCase() as 'note'
    const rest = [
      text(opening.value.slice(found[0].length)),
      ...after.filter((node, i) => i > 0 || !isElement(node, 'br')),
    ]
    const body = (quote.children as Node[]).flatMap((child) => (child === first ? [element('p', {}, rest)] : [child]))
    const title = element('p', { className: ['alert-title'] }, [text(words[kind])])
    return [element('div', { className: ['alert', `alert-${kind}`] }, [title, ...body])]
  })
}
