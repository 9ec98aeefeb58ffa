/** Runs in the closed frame of `/-/mermaid`: takes one source, draws it, tells how tall it is. */
import mermaid from 'mermaid'

type Wanted = { source: string; dark: boolean; lang: string }

window.addEventListener('message', (event: MessageEvent<Wanted>) => {
  if (event.source !== window.parent) return
  void draw(event.data).catch(() => tell({ failed: true }))
})

async function draw({ source, dark, lang }: Wanted): Promise<void> {
  document.documentElement.lang = lang
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    // labels as drawn text: no HTML is made of them
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    theme: dark ? 'dark' : 'default',
    suppressErrorRendering: true,
    maxTextSize: 50_000,
  })
  const main = document.querySelector('main')
  const { svg } = await mermaid.render('diagram', source)
  if (!main) return
  main.innerHTML = svg
  const resized = new ResizeObserver(() => tell({ height: main.getBoundingClientRect().height + 8 }))
  resized.observe(main)
}

const tell = (said: { height: number } | { failed: true }): void => window.parent.postMessage(said, '*')
