import type { Node, Root } from './hast.ts'
import { idPrefix, tagNames } from './schema.ts'

const math =
  'math semantics annotation mrow mi mo mn ms mspace mtext mover munder munderover msup msub msubsup mmultiscripts mprescripts none mfrac mroot msqrt mtable mtr mtd mlabeledtr menclose mstyle mpadded mphantom merror'
const known = new Set([...tagNames, ...math.split(' ')])
const addresses: Record<string, RegExp> = {
  href: /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i,
  src: /^(?:\/(?![/\\])|data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$)/i,
  poster: /^\/(?![/\\])/,
}
const never = /^(?:on.*|style|srcDoc|action|formAction|xLinkHref|background|ping|target|is|slot|part)$/i

/**
 * The last look before a tree becomes HTML, blind to how it was made: were there ever a hole in the steps before, the
 * text would be shown as its source. @throws Error on anything that a browser might run, load or confuse
 */
export function refuseDanger(node: Root | Node): void {
  if (node.type !== 'root' && node.type !== 'text' && node.type !== 'element')
    throw new Error(`rendering left a ${node.type}`)
  if (node.type === 'element') {
    if (!known.has(node.tagName)) throw new Error(`rendering left <${node.tagName}>`)
    for (const [name, value] of Object.entries(node.properties)) checkProperty(name, String(value))
  }
  if (node.type !== 'text') for (const child of node.children) refuseDanger(child)
}

function checkProperty(name: string, value: string): void {
  const wanted = addresses[name]
  if (never.test(name) || (wanted && !wanted.test(value)))
    throw new Error(`rendering left ${name}="${value.slice(0, 99)}"`)
  if (name === 'srcSet' && !value.split(', ').every((part) => addresses['poster']!.test(part)))
    throw new Error(`rendering left srcset="${value.slice(0, 99)}"`)
  if ((name === 'id' || name === 'name') && !value.startsWith(idPrefix))
    throw new Error(`rendering left ${name}="${value.slice(0, 99)}"`)
}
