import { redirect } from '@sveltejs/kit'
import { loadRow, loadRows, type DataSource } from '#lib/data/source.ts'
import { readRow, readWish } from '#lib/data/wish.ts'
import { firstOf } from '#lib/first.ts'
import { ok } from '#lib/hub.ts'
import { fileKind, isJsonTable } from '#lib/read/file-kind.ts'
import type { FileFacts, View } from '#lib/read/view.ts'
import { apiPath, encodePath, repoHref, repoRef } from '#lib/repo/address.ts'
import { loadChat, loadFirstTensors, type WeightsPlace } from '#lib/tensors/load.ts'
import type { PageServerLoad, PageServerLoadEvent } from './$types'

/** One file at a revision, rendered by the hub. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
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
  const place = { revision: found.revision, path: found.path }
  const view: View = found.view
  const kind = view.kind === 'code' && isJsonTable(found.path, view.lines) ? 'table' : fileKind(found.path)
  const lineCount = view.kind === 'code' ? view.lines.length : null
  // A table or a picture is shown in its own form: its text need not travel.
  const isUnseen = view.kind === 'code' && kind !== 'text' && !asSource
  return {
    file,
    view: isUnseen ? { ...view, lines: [] } : view,
    lineCount,
    kind,
    asSource,
    table: kind === 'table' && !asSource ? await firstRows(event, { kind: 'file', repo, ...place }) : null,
    weights: kind === 'tensors' ? await firstTensors(event, { repo, ...place }) : null,
  }
}

const firstTensors = ({ locals: { hub }, url, isDataRequest }: PageServerLoadEvent, place: WeightsPlace) =>
  firstOf({ isDataRequest }, async (signal) => {
    const cursor = url.searchParams.get('cursor')
    const [start, chat] = await Promise.all([
      loadFirstTensors(hub, place, { cursor, signal }),
      place.repo.types === 'models' && cursor === null ? loadChat(hub, place, signal) : null,
    ])
    return { start, chat }
  })

const firstRows = ({ locals: { hub }, url, isDataRequest }: PageServerLoadEvent, source: DataSource) =>
  firstOf({ isDataRequest }, async (signal) => {
    const row = readRow(url.searchParams)
    const [page, oneRow] = await Promise.all([
      loadRows(hub, source, readWish(url.searchParams), signal),
      row === null ? null : loadRow(hub, source, row, signal),
    ])
    return { page, oneRow }
  })
