import rehypeKatex from 'rehype-katex'
import { unified } from 'unified'
import { classesOf, isElement, replace, type Root } from './hast.ts'

type MarkdownNode = {
  type: string
  value?: string
  children?: MarkdownNode[] | undefined
  position?: unknown
  data?: unknown
}

/**
 * Dollars are money more often than mathematics: a pair counts as a formula only when no space is inside it and no
 * digit follows, as with Pandoc and GitHub.
 */
export function onlyMath(source: string) {
  const spelled = (node: MarkdownNode): string => {
    const { start, end } = node.position as { start: { offset: number }; end: { offset: number } }
    return source.slice(start.offset, end.offset)
  }
  const isMoney = (node: MarkdownNode): boolean => {
    if (node.type !== 'inlineMath') return false
    const written = spelled(node)
    if (written.startsWith('$$')) return false
    const { end } = node.position as { end: { offset: number } }
    return /^\$\s|\s\$$|\n\s*\n/.test(written) || /[0-9]/.test(source[end.offset] ?? '')
  }
  return (tree: unknown): void => {
    const inside = (node: MarkdownNode): void => {
      if (!node.children) return
      node.children = node.children.flatMap((child) => {
        if (isMoney(child)) return [{ type: 'text', value: spelled(child) }]
        if (child.type === 'text') return betweenBrackets(child.value ?? '')
        inside(child)
        return [child]
      })
    }
    inside(tree as MarkdownNode)
  }
}

/** Cards of Hugging Face write `\\( x \\)`, which Markdown hands on as `\( x \)`. */
function betweenBrackets(value: string): MarkdownNode[] {
  const pieces = value.split(/\\\((.+?)\\\)/s)
  return pieces.map((piece, i) => (i % 2 === 0 ? { type: 'text', value: piece } : formula(piece.trim())))
}

const formula = (value: string): MarkdownNode => ({
  type: 'inlineMath',
  value,
  data: {
    hName: 'code',
    hProperties: { className: ['language-math', 'math-inline'] },
    hChildren: [{ type: 'text', value }],
  },
})

/** Only these may stay on an element of MathML: nothing that leads, loads or styles. */
const mathAttributes = new Set(
  'accent accentUnder align close columnAlign columnLines columnSpacing depth display displayStyle encoding fence form frame height largeOp linebreak lineThickness lspace mathBackground mathColor mathSize mathVariant maxSize minSize movableLimits notation open rowAlign rowLines rowSpacing rspace scriptLevel separator separators stretchy symmetric voffset width xmlns'
    .toLowerCase()
    .split(' '),
)

/** A document may define macros (`\gdef`), which KaTeX keeps in the object it is given: each document has its own. */
const katexFor = () =>
  unified().use(rehypeKatex, {
    output: 'mathml',
    // No link, image or HTML from a formula, and no macro that grows without end.
    trust: false,
    maxExpand: 500,
    maxSize: 20,
    strict: 'ignore',
    // they would write into the hub's own output
    macros: { '\\show': '{}', '\\message': '{}', '\\errmessage': '{}' },
  })

/** Formulas as MathML. What KaTeX makes is cleaned again, though it comes after the sanitiser: it read a stranger's text. */
export function renderMath(root: Root): void {
  katexFor().runSync(root)
  replace(root, (node, above) => {
    const classes = classesOf(node)
    if (classes.includes('katex-error')) node.properties = { className: ['math-error'] }
    if (classes.includes('katex')) node.properties = { className: ['math'] }
    if (!isElement(node, 'math') && !above.some((outer) => isElement(outer, 'math'))) return undefined
    node.properties = Object.fromEntries(
      Object.entries(node.properties).filter(([name]) => mathAttributes.has(name.toLowerCase())),
    )
    return undefined
  })
}
