import { z } from 'zod'
import { route, type Answer, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { typeFromApi } from '../../repos/index.ts'
import { bytesPath } from './features.ts'
import { cellParams, encodePath } from './links.ts'
import { presentQuery, presentRows, presentStatistics } from './present.ts'
import type { TableFiles } from './service.ts'
import { sniffMedia } from './sniff-media.ts'
import * as wire from './wire.ts'

const area = 'Tables'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'

export const tableRoutes = (tables: TableFiles): Route[] => [
  route({
    method: 'GET',
    path: `${inApi}/table/{rest*}`,
    area,
    summary: 'Rows of a Parquet, CSV, TSV, JSON or text file: `rest` is the revision and the path',
    params: wire.restParams,
    query: wire.rowsQuery,
    answer: wire.rowsAnswer,
    handle: async ({ actor, params, query, origin }) => {
      const { orderby: orderBy, ...wish } = query
      const look = await tables.rows(actor, addressOf(params), params.rest, { ...wish, orderBy })
      const base = `${origin}/api/${params.types}/${params.namespace}/${params.name}/cell/${encodePath(`${look.commit}/${look.path}`)}`
      const rows = presentRows(look, ({ column, row }) => {
        const path = bytesPath(column)
        return path && `${base}?${cellParams(row, path)}`
      })
      return { headers: { 'X-Repo-Commit': look.commit }, json: rows }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/table-statistics/{rest*}`,
    area,
    summary: 'What the values of each column of such a file are like',
    params: wire.restParams,
    answer: wire.statisticsAnswer,
    handle: async ({ actor, params }) => ({
      json: presentStatistics(await tables.statistics(actor, addressOf(params), params.rest)),
    }),
  }),
  route({
    method: 'POST',
    path: `${inApi}/table-query/{rest*}`,
    area,
    summary: 'One SELECT over such a file, which is called `data`',
    params: wire.restParams,
    body: wire.queryBody.pick({ query: true }),
    answer: wire.queryAnswer,
    handle: async ({ actor, params, body }) => ({
      json: presentQuery(await tables.query(actor, addressOf(params), params.rest, body.query)),
    }),
  }),
  route({
    method: 'GET',
    path: `${inApi}/cell/{rest*}`,
    area,
    summary: 'The bytes in one cell of such a file, such as a picture',
    params: wire.restParams,
    query: wire.cellQuery,
    answerType: 'application/octet-stream',
    handle: async ({ actor, params, query }) =>
      mediaAnswer(await tables.cell(actor, addressOf(params), params.rest, { row: query.row, path: query.column })),
  }),
  route({
    method: 'GET',
    path: `${inApi}/slice/{rest*}`,
    area,
    summary: 'Part of a file as a picture or sound, such as one member of a tar file',
    params: wire.restParams,
    query: wire.sliceQuery,
    answerType: 'application/octet-stream',
    handle: async ({ actor, params, query }) =>
      mediaAnswer(await tables.slice(actor, addressOf(params), params.rest, query)),
  }),
]

type Params = z.output<typeof wire.repoParams>
const addressOf = ({ types, namespace, name }: Params) => ({ type: typeFromApi(types), namespace, name })

/** Bytes of a repo's making may be looked at, never run. */
export function mediaAnswer(bytes: Uint8Array | null): Answer {
  if (!bytes) throw new HubError('EntryNotFound', 'There is nothing in this cell.')
  return {
    headers: {
      'Content-Type': sniffMedia(bytes),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=600',
    },
    bytes,
  }
}
