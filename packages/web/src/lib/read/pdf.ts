/** PDF documents by pdf.js: read by range, drawn on a canvas, with the text above it for selecting and reading aloud. */
import { getDocument, GlobalWorkerOptions, TextLayer, type PDFDocumentProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- the bundler answers with an address
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker&url'

/** What fonts and pictures in a document may need: each is loaded when a document asks for it. */
const files = import.meta.glob<string>(
  [
    '../../../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../../../../node_modules/pdfjs-dist/wasm/*.wasm',
  ],
  { query: '?url&no-inline', import: 'default', eager: true },
)
const addresses = new Map(Object.entries(files).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]))

class OwnFiles {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = addresses.get(filename)
    const answer = url === undefined ? null : await fetch(url)
    if (!answer?.ok) throw new Error(`${filename} is not here`)
    return new Uint8Array(await answer.arrayBuffer())
  }
}

export type Paper = { pages: number; draw: (on: Sheet, page: number, zoom: number) => Promise<void>; close: () => void }
type Sheet = { canvas: HTMLCanvasElement; text: HTMLElement; width: number }

const mostPixels = 20_000_000

export async function openPdf(src: string): Promise<Paper> {
  GlobalWorkerOptions.workerSrc = worker
  const loading = getDocument({
    url: src,
    // names of what `OwnFiles` finds, not addresses
    cMapUrl: 'own/',
    standardFontDataUrl: 'own/',
    wasmUrl: 'own/',
    BinaryDataFactory: OwnFiles,
    useWorkerFetch: false,
    useSystemFonts: false,
    cMapPacked: true,
    // Only what the page shown needs is fetched, however long the document is.
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
  })
  const paper = await loading.promise
  return {
    pages: paper.numPages,
    draw: (on, page, zoom) => draw(paper, { ...on, page, zoom }),
    close: () => void loading.destroy(),
  }
}

async function draw(paper: PDFDocumentProxy, wish: Sheet & { page: number; zoom: number }): Promise<void> {
  const { canvas, text, page: number, zoom, width } = wish
  const page = await paper.getPage(number)
  const natural = page.getViewport({ scale: 1 })
  const scale = Math.min(width / natural.width, 1.6) * zoom
  const viewport = page.getViewport({ scale })
  const sharpness = Math.min(devicePixelRatio, Math.sqrt(mostPixels / (viewport.width * viewport.height)))
  canvas.width = Math.floor(viewport.width * sharpness)
  canvas.height = Math.floor(viewport.height * sharpness)
  canvas.style.width = `${Math.floor(viewport.width)}px`
  await page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] }).promise
  text.replaceChildren()
  text.style.setProperty('--total-scale-factor', String(scale))
  await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render()
}
