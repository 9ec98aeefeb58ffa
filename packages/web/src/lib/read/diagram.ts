import * as m from '#lib/messages/card.ts'

/** The tallest a diagram may make its frame. */
const mostHeight = 4000

type Said = { height?: unknown; failed?: unknown }

/**
 * Draws a diagram in a frame of its own, which has no origin, reaches nothing and can only tell how tall it is. The source
 * stays below it, for everybody.
 */
export function draw(source: HTMLElement): () => void {
  const box = document.createElement('div')
  box.className = 'diagram'
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = m.diagram()
  frame.src = '/-/mermaid'
  frame.height = '160'
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = m.diagramSource()
  details.append(summary)
  source.replaceWith(box)
  details.append(source)
  box.append(frame, details)

  const onMessage = (event: MessageEvent<Said>): void => {
    if (event.source !== frame.contentWindow) return
    const { height, failed } = event.data
    if (typeof height === 'number') frame.height = String(Math.min(mostHeight, Math.ceil(height)))
    if (failed === true) {
      box.dataset['failed'] = ''
      summary.textContent = m.diagramBroken()
      details.open = true
    }
  }
  // It has no origin to name, and learns nothing that its own page does not show.
  const send = (): void =>
    frame.contentWindow?.postMessage(
      { source: source.textContent ?? '', dark: isDark(), lang: document.documentElement.lang },
      '*',
    )
  window.addEventListener('message', onMessage)
  frame.addEventListener('load', send)
  return () => window.removeEventListener('message', onMessage)
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}
