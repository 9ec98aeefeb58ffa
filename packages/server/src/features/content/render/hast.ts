import type { toHtml } from 'hast-util-to-html'

type Given = Exclude<Parameters<typeof toHtml>[0], readonly unknown[]>
export type Root = Extract<Given, { type: 'root' }>
export type Element = Extract<Given, { type: 'element' }>
export type Node = Exclude<Given, Root>
type Parent = Root | Element

export const element = (tagName: string, properties: Element['properties'], children: Node[] = []): Element => ({
  type: 'element',
  tagName,
  properties,
  children: children as Element['children'],
})
export const text = (value: string): Node => ({ type: 'text', value })
export const isElement = (node: Node | Root | undefined, ...names: string[]): node is Element =>
  node?.type === 'element' && (names.length === 0 || names.includes(node.tagName))

/**
 * Puts other nodes in place of those that `change` answers for, from the root down; what it answers is not looked into
 * again. `undefined` leaves a node as it is and goes on with its children.
 */
export function replace(parent: Parent, change: (node: Element, above: Element[]) => Node[] | undefined): void {
  const inside = (at: Parent, above: Element[]): void => {
    const children = at.children as Node[]
    const kept = children.flatMap((child) => {
      if (!isElement(child)) return [child]
      const changed = change(child, above)
      if (changed === undefined) inside(child, [...above, child])
      return changed ?? [child]
    })
    if (kept.length !== children.length || kept.some((node, i) => node !== children[i]))
      at.children = kept as Element['children']
  }
  inside(parent, [])
}

export function textOf(node: Node | Root): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : ''
}

export const classesOf = ({ properties }: Element): string[] => {
  const names = properties['className']
  return Array.isArray(names) ? names.map(String) : []
}

/** A property that is text; anything else counts as missing. */
export const attribute = ({ properties }: Element, name: string): string | null => {
  const value = properties[name]
  return typeof value === 'string' ? value : null
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (value: string): string => value.replaceAll(/[&<>"']/g, (mark) => escapes[mark]!)
