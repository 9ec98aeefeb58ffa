import type { Xet } from '../../features/content/index.ts'
import { readBody } from '../../http/read-body.ts'
import { ok, route, type Answer, type Route } from '../../http/route.ts'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import { inCas } from './addresses.ts'
import { bearerOf } from './bearer.ts'
import * as wire from './wire.ts'

const area = 'Xet'

/** What the hub has, and small answers that clients expect of any store. */
export const lookupRoutes = (xet: Xet): Route[] => [
  route({
    method: 'HEAD',
    path: `${inCas}/v1/xorbs/{prefix}/{xorb}`,
    area,
    summary: 'Whether there is such a xorb, and its stored size',
    params: wire.xorbParams,
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'read')
      return sized(await xet.xorbBytes(grant, call.params.xorb))
    },
  }),
  route({
    method: 'HEAD',
    path: `${inCas}/v1/files/{file}`,
    area,
    summary: 'Whether there is such a file, and its size',
    params: wire.fileParams,
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'read')
      return sized(await xet.fileBytes(grant, call.params.file))
    },
  }),
  route({
    method: 'GET',
    path: `${inCas}/v1/chunks/{prefix}/{chunk}`,
    area,
    summary: 'Ask where a chunk is already: a shard of xorbs worth knowing',
    params: wire.chunkParams,
    answerType: 'application/octet-stream',
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'read')
      const shard = await xet.lookUpChunk(grant, call.params.chunk)
      if (!shard) throw new HubError('ObjectNotFound', 'Nobody sent this chunk where you may know of it.')
      return { bytes: shard }
    },
  }),
  route({
    method: 'GET',
    path: `${inCas}/v2/file-chunk-hashes/{file}`,
    area,
    summary: 'Chunks around changed bytes of a file: not here yet',
    params: wire.fileParams,
    handle: async (call) => {
      await xet.readGrant(bearerOf(call), 'read')
      throw new HubError('NotImplemented', 'This hub does not tell the chunks of a file: upload it whole.')
    },
  }),
  // hf_xet forgets the path of the store here.
  ...[inCas, ''].map((base) =>
    route({
      method: 'POST',
      path: `${base}/v1/telemetry`,
      area,
      unlisted: base === '',
      summary: 'Clients may report here; nothing is kept',
      handle: async (call) => {
        await xet.readGrant(bearerOf(call), 'read')
        await readBody(call.request, limits.jsonBodyBytes)
        return ok
      },
    }),
  ),
  route({ method: 'GET', path: `${inCas}/health`, area, summary: 'Whether the store answers', handle: async () => ok }),
]

const sized = (bytes: number): Answer => ({ headers: { 'Content-Length': String(bytes) } })
