import { limits } from '../../../config/limits.ts'
import { route, type Route } from '../../../http/route.ts'
import { typeFromApi } from '../../repos/index.ts'
import type { FileView, Render } from './service.ts'
import * as wire from './wire.ts'
import type { z } from 'zod'

const area = 'Files'

export const renderRoutes = (render: Render): Route[] => [
  route({
    method: 'GET',
    path: '/api/{types:models|datasets|spaces|code}/{namespace}/{name}/render/{rest*}',
    area,
    summary: 'A file as safe HTML to read: `rest` is the revision and the path',
    params: wire.viewParams,
    query: wire.viewQuery,
    answer: wire.fileView,
    handle: async ({ actor, params: { types, namespace, name, rest }, query }) => {
      const wish = { rest, asSource: query.source ?? false, locale: query.locale }
      return { json: presentView(await render.viewFile(actor, { type: typeFromApi(types), namespace, name }, wish)) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/render/markdown',
    area,
    summary: 'A draft of a card as safe HTML, for its author',
    body: wire.previewBody,
    bodyLimitBytes: 2 * limits.renderedMarkdownBytes,
    answer: wire.view,
    handle: async ({ actor, body: { text, locale, repo } }) => {
      const place = repo ? { type: repo.type, fullName: repo.id, revision: repo.revision } : null
      return { json: await render.preview(actor, { text, locale, repo: place }) }
    },
  }),
]

function presentView({ entry, commit, revision, lastCommit, view }: FileView): z.output<typeof wire.fileView> {
  const { lfs } = entry
  return {
    path: entry.path,
    revision,
    commit,
    oid: entry.oid,
    sizeBytes: entry.sizeBytes,
    lfs: lfs && { oid: lfs.digest, pointerSizeBytes: lfs.pointerSizeBytes },
    xetHash: lfs?.xet ?? null,
    lastCommit: lastCommit && {
      id: lastCommit.id,
      title: lastCommit.title,
      author: lastCommit.author,
      date: lastCommit.at.toISOString(),
    },
    view,
  }
}
