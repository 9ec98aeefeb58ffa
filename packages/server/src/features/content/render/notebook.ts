/** Jupyter notebooks, nbformat 4: https://nbformat.readthedocs.io/en/latest/format_description.html */
import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { languageNamed, titleOf } from './languages.ts'
import { renderCode, renderMarkdown, type Setting } from './markdown.ts'
import { renderOutput, type Output } from './notebook-outputs.ts'
import type { Heading } from './headings.ts'

const lines = z
  .union([z.string(), z.array(z.string())])
  .transform((parts) => (typeof parts === 'string' ? parts : parts.join('')))
const bundle = z.record(z.string(), z.unknown()).catch({})
const cell = z.object({
  cell_type: z.string(),
  source: lines.catch(''),
  execution_count: z.number().int().nullish().catch(null),
  attachments: z.record(z.string(), bundle).nullish().catch(null),
  outputs: z.array(z.record(z.string(), z.unknown())).nullish().catch(null),
})
const notebook = z.object({
  nbformat: z.number().min(4).max(4),
  cells: z.array(cell).max(limits.notebookCells),
  metadata: z
    .object({
      kernelspec: z.object({ language: z.string().optional() }).optional().catch(undefined),
      language_info: z.object({ name: z.string().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

export type Cell =
  | { kind: 'markdown'; html: string }
  | { kind: 'code'; html: string; executionCount: number | null; outputs: Output[] }
  | { kind: 'raw'; text: string }
export type Notebook = { language: string | null; cells: Cell[]; toc: Heading[] }

/** The cells of a notebook as HTML, or null when it is none that we can read. */
export async function renderNotebook(source: string, setting: Setting): Promise<Notebook | null> {
  const parsed = notebook.safeParse(parse(source))
  if (!parsed.success) return null
  const { cells, metadata } = parsed.data
  const language = languageNamed(metadata?.language_info?.name ?? metadata?.kernelspec?.language ?? 'python')
  const budget: { bytes: number } = { bytes: limits.notebookShownBytes }
  const shown: Cell[] = []
  const toc: Heading[] = []
  for (const one of cells) {
    if (one.cell_type === 'markdown') {
      const { html, toc: headings } = await renderMarkdown(withAttachments(one.source, one.attachments), setting)
      toc.push(...headings)
      shown.push({ kind: 'markdown', html })
    } else if (one.cell_type === 'code') {
      const outputs: Output[] = []
      for (const output of one.outputs ?? []) {
        const rendered = await renderOutput(output, setting, budget)
        if (rendered) outputs.push(rendered)
      }
      const html = await renderCode(one.source, language, setting)
      shown.push({ kind: 'code', html, executionCount: one.execution_count ?? null, outputs })
    } else shown.push({ kind: 'raw', text: one.source })
  }
  return { language: language && titleOf(language), cells: shown, toc }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}

/** `attachment:image.png` is an image that the cell itself carries. */
function withAttachments(
  source: string,
  attachments: Record<string, Record<string, unknown>> | null | undefined,
): string {
  if (!attachments) return source
  return source.replaceAll(/attachment:([^\s)"'>]+)/g, (whole, name: string) => {
    const held = Object.hasOwn(attachments, name) ? Object.entries(attachments[name]!) : []
    const image = held.find(([type, data]) => type.startsWith('image/') && typeof data === 'string')
    return image ? `data:${image[0]};base64,${String(image[1]).replaceAll(/\s/g, '')}` : whole
  })
}
