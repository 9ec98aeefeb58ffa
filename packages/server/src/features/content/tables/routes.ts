import { z } from 'zod'
import { route, sent, type Answer, type Call, type Route } from '../../../http/route.ts'
import { sendBytes } from '../../../http/send-blob.ts'
import { HubError } from '../../../kit/errors.ts'
import { typeFromApi } from '../../repos/index.ts'
import { bytesPath } from './features.ts'
import { cellParams, encodePath } from './links.ts'
import type { Looker } from './look.ts'
import { presentQuery, presentRows, presentStatistics } from './present.ts'
import type { Slice, TableFiles } from './service.ts'
import { sniffedBytes, sniffMedia } from './sniff-media.ts'
import * as wire from './wire.ts'

const area = 'Tables'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'

/** Who looks, as the doors know it. */
export type LookerOf = (call: Pick<Call, 'actor' | 'request' | 'response'>) => Looker

export const tableRoutes = (tables: TableFiles, lookerOf: LookerOf): Route[] => [
  route({
    method: 'GET',
    path: `${inApi}/table/{rest*}`,
    area,
    summary: 'Rows of a Parquet, CSV, TSV, JSON or text file: `rest` is the revision and the path',
    params: wire.restParams,
    query: wire.rowsQuery,
    answer: wire.rowsAnswer,
    handle: async (call) => {
      const { params, query, origin } = call
      const { orderby: orderBy, ...wish } = query
      const look = await tables.rows(lookerOf(call), addressOf(params), params.rest, { ...wish, orderBy })
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
    handle: async ({ params, ...call }) => ({
      json: presentStatistics(await tables.statistics(lookerOf(call), addressOf(params), params.rest)),
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
    handle: async ({ params, body, ...call }) => ({
      json: presentQuery(await tables.query(lookerOf(call), addressOf(params), params.rest, body.query)),
    }),
  }),
  ...byteRoutes(tables, lookerOf),
]

const byteRoutes = (tables: TableFiles, lookerOf: LookerOf): Route[] => [
  route({
    method: 'GET',
    path: `${inApi}/cell/{rest*}`,
    area,
    summary: 'The bytes in one cell of such a file, such as a picture',
    params: wire.restParams,
    query: wire.cellQuery,
    answerType: 'application/octet-stream',
    handle: async ({ params, query, ...call }) =>
      mediaAnswer(
        await tables.cell(lookerOf(call), addressOf(params), params.rest, { row: query.row, path: query.column }),
      ),
  }),
  route({
    method: 'GET',
    path: `${inApi}/slice/{rest*}`,
    area,
    summary: 'Part of a file as a picture or sound, such as one member of a tar file',
    params: wire.restParams,
    query: wire.sliceQuery,
    answerType: 'application/octet-stream',
    handle: async ({ actor, params, query, request, response }) => {
      const wish = { actor, address: addressOf(params), rest: params.rest, ...query }
      await tables.slice(wish, async (slice) => {
        const headers = mediaHeaders(await startOf(slice))
        await sendBytes({ ...slice, request, response, headers })
      })
      return sent
    },
  }),
]

type Params = z.output<typeof wire.repoParams>
const addressOf = ({ types, namespace, name }: Params) => ({ type: typeFromApi(types), namespace, name })

async function startOf({ read, sizeBytes }: Slice): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of read({ first: 0, last: Math.min(sizeBytes, sniffedBytes) - 1 }))
    parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

export function mediaAnswer(bytes: Uint8Array | null): Answer {
  if (!bytes) throw new HubError('EntryNotFound', 'There is nothing in this cell.')
  return { headers: mediaHeaders(bytes), bytes }
}

/** Bytes of a repo's making may be looked at, never run. */
const mediaHeaders = (start: Uint8Array): Record<string, string> => ({
  'Content-Type': sniffMedia(start),
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, max-age=600',
})
