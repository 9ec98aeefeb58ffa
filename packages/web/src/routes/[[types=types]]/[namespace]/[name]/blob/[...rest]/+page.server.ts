import { redirect } from '@sveltejs/kit'
import { ok } from '#lib/hub.ts'
import { fileKind } from '#lib/read/file-kind.ts'
import type { FileFacts, View } from '#lib/read/view.ts'
import { apiPath, encodePath, repoHref, repoRef } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

/** One file at a revision, rendered by the hub. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const repo = repoRef(params)
  const asSource = url.searchParams.has('source')
  const answer = await locals.hub.GET('/api/{types}/{namespace}/{name}/render/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: params.rest },
      query: { locale: locals.locale, ...(asSource ? { source: 'true' } : {}) },
    },
  })
  // Somebody cut a file's address short: what it names may be a folder.
  if (answer.response.headers.get('x-error-code') === 'EntryNotFound') {
    const path = { ...apiPath(repo), rest: params.rest }
    const folder = await locals.hub.GET('/api/{types}/{namespace}/{name}/tree/{rest}', {
      params: { path, query: { limit: 1 } },
    })
    if (folder.response.ok) redirect(307, `${repoHref(repo)}/tree/${encodePath(params.rest)}`)
  }
  const found = ok(answer)
  const file: FileFacts = {
    path: found.path,
    revision: found.revision,
    commit: found.commit,
    sizeBytes: found.sizeBytes,
    sha256: found.lfs?.oid ?? null,
    lastCommit: found.lastCommit,
  }
  const kind = fileKind(found.path)
  const view: View = found.view
  const lineCount = view.kind === 'code' ? view.lines.length : null
  // A table or a picture is shown in its own form: its text need not travel.
  const isUnseen = view.kind === 'code' && kind !== 'text' && !asSource
  return { file, view: isUnseen ? { ...view, lines: [] } : view, lineCount, kind, asSource }
}
