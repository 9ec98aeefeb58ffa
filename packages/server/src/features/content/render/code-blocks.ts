import { limits } from '../../../config/limits.ts'
import { classesOf, element, isElement, replace, text, textOf, type Element, type Node, type Root } from './hast.ts'
import { loadLanguages, tokenize } from './highlight.ts'
import { languageNamed, type Language } from './languages.ts'
import type { Words } from './words.ts'

/** Colours the code blocks of a text; a diagram is left as its source for the page to draw in a closed frame. */
export async function highlightBlocks(root: Root, words: Words, byDefault: Language | null = null): Promise<void> {
  const languages = new Map<Element, Language>()
  let budget: number = limits.highlightedBlocksChars
  replace(root, (node) => {
    const code = codeIn(node)
    const language = code && (namedIn(code) ?? byDefault)
    if (!code || !language) return undefined
    budget -= textOf(code).length
    if (budget >= 0) languages.set(code, language)
    return undefined
  })
  const loaded = languages.size > 0 ? await loadLanguages(languages.values()) : null
  replace(root, (node) => {
    const code = codeIn(node)
    if (!code) {
      if (isElement(node, 'pre')) Object.assign(node.properties, scrolls(words))
      return undefined
    }
    const source = textOf(code).replace(/\n$/, '')
    if (classesOf(code).includes('language-mermaid')) return [diagram(source)]
    const language = languages.get(code)
    const lines = loaded && language ? tokenize(loaded, source, language) : null
    const children = lines
      ? lines.flatMap((line, i) => [...(i > 0 ? [text('\n')] : []), ...spans(line)])
      : [text(source)]
    return [element('pre', { className: ['code'], ...scrolls(words) }, [element('code', {}, children)])]
  })
}

const diagram = (source: string): Element =>
  element('pre', { className: ['mermaid-source'], dataMermaid: '', tabIndex: 0 }, [text(source)])

const scrolls = (words: Words) => ({ tabIndex: 0, role: 'group', ariaLabel: words.code })

const spans = (line: ReturnType<typeof tokenize>[number]): Node[] =>
  line.map(({ text: value, kind }) =>
    kind ? element('span', { className: [`tok-${kind}`] }, [text(value)]) : text(value),
  )

function codeIn(node: Element): Element | null {
  if (!isElement(node, 'pre') || node.children.length !== 1) return null
  const [only] = node.children
  return isElement(only, 'code') ? only : null
}

function namedIn(code: Element): Language | null {
  const name = classesOf(code)
    .find((word) => word.startsWith('language-'))
    ?.slice('language-'.length)
  return name === undefined ? null : languageNamed(name)
}
