// Lucide's icons as markup: its own component puts each together in the browser, at four times the bytes.
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

type Node = [tag: string, attributes: Record<string, string>]

export const plainIcons = (): Plugin => ({
  name: 'kaihub:plain-icons',
  enforce: 'pre',
  async load(id) {
    if (!/@lucide\/svelte\/dist\/icons\/[^/]+[.]svelte$/.test(id)) return null
    const found = /const iconData = (\{.*\});/.exec(await readFile(id, 'utf8'))
    if (!found) throw new Error(`${id} is not written as Lucide's icons were: see plain-icons.ts`)
    return component((JSON.parse(found[1]!) as { node: Node[] }).node)
  },
})

const component = (nodes: Node[]): string =>
  `<script lang="ts">const props = $props()</script>
<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" class={props.class} role={props.role} aria-label={props['aria-label']} aria-hidden={props['aria-label'] ? undefined : 'true'}>${nodes
    .map(([tag, attributes]) => `<${tag} ${attributesOf(attributes)} />`)
    .join('')}</svg>
`

const attributesOf = (attributes: Record<string, string>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')
