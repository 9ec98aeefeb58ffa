import type { SandboxJob, Work } from '../../../ports/threads.ts'
import { limits } from '../../../config/limits.ts'
import type { Heading } from './headings.ts'
import { renderMarkdown, type Setting } from './markdown.ts'
import { renderNotebook, type Cell } from './notebook.ts'
import { plainSource, renderSource } from './source.ts'

export type RenderInput = Setting & {
  bytes: Uint8Array
  path: string
  as: 'markdown' | 'notebook' | 'source' | 'plain'
}

export type View =
  | { kind: 'markdown'; html: string; toc: Heading[] }
  | { kind: 'code'; language: string | null; lines: string[] }
  | { kind: 'notebook'; language: string | null; cells: Cell[]; toc: Heading[] }
  | { kind: 'binary' }
  | { kind: 'too-large' }

export const renderJob = new URL(import.meta.url) as SandboxJob<RenderInput, View>

/** One text. */
export const begin = (input: RenderInput): Work<null, null, View> => ({
  feed: () => null,
  end: async () => {
    const view = await render(input)
    return bytesOf(view) > limits.renderedBytes ? { kind: 'too-large' } : view
  },
})

async function render({ bytes, path, as, ...setting }: RenderInput): Promise<View> {
  const text = decode(bytes)
  if (text === null) return { kind: 'binary' }
  if (as === 'markdown') return { kind: 'markdown', ...(await renderMarkdown(text, setting)) }
  if (as === 'notebook') {
    const notebook = await renderNotebook(text, setting)
    if (notebook) return { kind: 'notebook', ...notebook }
  }
  const source = as === 'plain' ? plainSource(text) : await renderSource(text, path)
  return source ? { kind: 'code', ...source } : { kind: 'too-large' }
}

/** Null when the bytes are no text. A byte order mark is left out. */
function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** About what an answer weighs. */
export function bytesOf(view: View): number {
  if (view.kind === 'markdown') return view.html.length
  if (view.kind === 'code') return view.lines.reduce((sum, line) => sum + line.length + 8, 0)
  return view.kind === 'notebook' ? JSON.stringify(view.cells).length : 0
}
