import type { ServerResponse } from 'node:http'
import { maxShardBytes, maxXorbBytes } from '@kaihub/formats/xet'
import type { ShardProgress, Xet } from '../../features/content/index.ts'
import { receiveBytes } from '../../http/receive-bytes.ts'
import { route, type Route } from '../../http/route.ts'
import { HubError } from '../../kit/errors.ts'
import { inCas } from './addresses.ts'
import { bearerOf } from './bearer.ts'
import { answerWithProgress } from './shard-progress.ts'
import * as wire from './wire.ts'

const area = 'Xet'

/** Chunks go up in xorbs, then a shard says which files they make. Bodies come without a content type. */
export const uploadRoutes = (xet: Xet): Route[] => [
  route({
    method: 'POST',
    path: `${inCas}/v1/xorbs/{prefix}/{xorb}`,
    area,
    summary: 'Send a xorb',
    params: wire.xorbParams,
    answer: wire.xorbAnswer,
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'write')
      const body = receiveBytes(call.request, { limitBytes: maxXorbBytes })
      const { inserted } = await xet.receiveXorb(grant, call.params.xorb, body)
      return { json: { was_inserted: inserted } }
    },
  }),
  route({
    method: 'POST',
    path: `${inCas}/v1/shards`,
    area,
    summary: 'Register the files of a shard',
    answer: wire.shardAnswer,
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'write')
      const body = receiveBytes(call.request, { limitBytes: maxShardBytes })
      const { inserted } = await xet.registerShard(grant, body, whileThere(call.response))
      return { json: { result: inserted ? 1 : 0 } }
    },
  }),
  route({
    method: 'POST',
    path: `${inCas}/v2/shards`,
    area,
    summary: 'Register the files of a shard; lines of JSON tell how far it is',
    answerType: 'application/x-ndjson',
    handle: async (call) => {
      const grant = await xet.readGrant(bearerOf(call), 'write')
      const body = receiveBytes(call.request, { limitBytes: maxShardBytes })
      return answerWithProgress(call.response, body, (source, onProgress) =>
        xet.registerShard(grant, source, whileThere(call.response, onProgress)),
      )
    },
  }),
]

/** Files are read back for somebody: not for a client that is gone. */
function whileThere(response: ServerResponse, onProgress: ShardProgress = () => {}): ShardProgress {
  return (verifiedBytes, totalBytes) => {
    if (response.destroyed || response.closed) throw new HubError('UploadIncomplete', 'The client hung up.')
    onProgress(verifiedBytes, totalBytes)
  }
}
