import type { RequestHandler } from './$types'
// oxlint-disable-next-line import/default -- the bundler answers with an address
import script from '#lib/read/mermaid-frame.ts?worker&url'

/**
 * The inside of a frame that draws one diagram. What it draws is a stranger's: the page has no origin, loads nothing but
 * our own scripts and speaks to nobody but the page around it.
 */
export const GET: RequestHandler = ({ url: { origin } }) => {
  const policy = [
    "default-src 'none'",
    `script-src ${origin}/_app/`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'sandbox allow-scripts',
  ]
  const html = `<!doctype html><meta charset="utf-8"><title>Diagram</title><style>${style}</style><main></main><script type="module" src="${origin}${script}"></script>`
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'public, max-age=3600',
    },
  })
}

const style =
  'html{color-scheme:light dark}body{margin:0;background:transparent}main{text-align:center}svg{max-width:100%;height:auto}'
