import { attribute, classesOf, element, isElement, replace, textOf, type Node, type Root } from './hast.ts'
import type { Words } from './words.ts'

export type Heading = { id: string; level: number; text: string }

/** Gives each heading a link to itself; answers the table of contents. Headings have their ids already. */
export function anchorHeadings(root: Root, words: Words): Heading[] {
  const headings: Heading[] = []
  replace(root, (node) => {
    const level = /^h([1-6])$/.exec(node.tagName)?.[1]
    const id = attribute(node, 'id')
    if (level === undefined || id === null || classesOf(node).includes('sr-only')) return undefined
    const title = textOf(node).trim()
    if (title === '') return undefined
    headings.push({ id, level: Number(level), text: title })
    const anchor = element('a', {
      className: ['heading-anchor'],
      href: `#${encodeURIComponent(id)}`,
      ariaLabel: `${words.linkTo} ${title}`,
    })
    // beside it: the link's words are no part of the heading's
    return [element('div', { className: ['heading'] }, [node, anchor])]
  })
  return headings
}

/** Wide things scroll by themselves, and by keyboard; boxes of task lists say what they mean. */
export function makeReachable(root: Root, words: Words): void {
  replace(root, (node) => {
    if (isElement(node, 'input'))
      node.properties['ariaLabel'] = node.properties['checked'] ? words.taskDone : words.taskOpen
    return undefined
  })
  replace(root, (node) => (isElement(node, 'table') ? [scrollable(node, words.table)] : undefined))
}

const scrollable = (node: Node, label: string): Node =>
  element('div', { className: ['scrolls'], tabIndex: 0, role: 'group', ariaLabel: label }, [node])
