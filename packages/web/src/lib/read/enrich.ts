import * as m from '#lib/messages/card.ts'
import { copyText } from '#lib/ui/copy-text.ts'

/** What a rendered text gains in a browser with scripts: buttons to copy code, and diagrams. */
export function enrich(root: HTMLElement): () => void {
  for (const block of root.querySelectorAll('pre.code')) addCopyButton(block)
  const sources = [...root.querySelectorAll<HTMLElement>('pre[data-mermaid]')]
  let isGone = false
  const stops: (() => void)[] = []
  const drawAll = async (): Promise<void> => {
    const { draw } = await import('./diagram.ts')
    if (!isGone) stops.push(...sources.map((source) => draw(source)))
  }
  if (sources.length > 0) void drawAll()
  showTarget(root)
  return () => {
    isGone = true
    for (const stop of stops) stop()
  }
}

function addCopyButton(block: Element): void {
  const frame = document.createElement('div')
  frame.className = 'code-block'
  block.replaceWith(frame)
  const button = document.createElement('button')
  button.type = 'button'
  button.title = m.copyCode()
  button.setAttribute('aria-label', m.copyCode())
  button.textContent = '⧉'
  const copy = async (): Promise<void> => {
    await copyText(block.textContent ?? '')
    button.textContent = '✓'
    setTimeout(() => (button.textContent = '⧉'), 2000)
  }
  button.addEventListener('click', () => void copy())
  frame.append(block, button)
}

/** An address that says `#usage`, as other hubs write it, means the heading whose id got our prefix. */
function showTarget(root: HTMLElement): void {
  const wanted = decoded(location.hash.slice(1))
  if (wanted === '' || document.getElementById(wanted)) return
  root.querySelector(`#${CSS.escape(`user-content-${wanted}`)}`)?.scrollIntoView()
}

/** Anybody may have written the address: what is no encoding names nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
