import { error } from '@sveltejs/kit'
import PreviewTable from '#lib/data/PreviewTable.svelte'
import { loadPreview } from '#lib/data/source.ts'
import { HubFault } from '#lib/hub.ts'
import { renderMarkup } from '#lib/markup/render.server.ts'
import { repoRef } from '#lib/repo/address.ts'
import type { RequestHandler } from './$types'

/** The first rows of a dataset for its front page, which does not wait for them. Nothing where there are none. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const repo = repoRef(params)
  if (repo.types !== 'datasets') error(404)
  const page = await loadPreview(locals.hub, repo).catch((error: unknown) => {
    if (error instanceof HubFault) return null
    throw error
  })
  const html = page?.rows.length ? renderMarkup({ isDataRequest: true }, PreviewTable, { repo, page }).html : ''
  // as text: a part of a page is no page of its own
  return new Response(html, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
