import type { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { route, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { typeFromApi, typeInApi, type RepoAddress } from '../../repos/index.ts'
import type { LookerOf } from '../tables/routes.ts'
import { presentTensorDiff, presentTensors } from './present.ts'
import type { Tensors } from './service.ts'
import * as wire from './wire.ts'

const area = 'Tensors'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'

export const tensorRoutes = (tensors: Tensors, lookerOf: LookerOf): Route[] => [
  route({
    method: 'GET',
    path: `${inApi}/tensors/{rest*}`,
    area,
    summary:
      'Tensors of a .safetensors or .gguf file, of all files of an index, or of a folder: `rest` is revision and path',
    params: wire.restParams,
    query: wire.tensorsQuery,
    answer: wire.tensorList,
    handle: async (call) => {
      const { limit = limits.tensorsPage, cursor } = call.query
      const from = readCursor(wire.rowCursor, cursor) ?? 0
      const found = await tensors.list(call.actor, addressOf(call.params), call.params.rest)
      const end = from + limit
      const next = end < found.count ? encodeCursor(end) : null
      return { headers: nextLink(call, next), json: presentTensors(found, { from, end, next }) }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/chat-template/{rest*}`,
    area,
    summary: 'The chat template beside or inside weights, with what it makes of an example',
    params: wire.restParams,
    answer: wire.chatTemplate,
    handle: async ({ actor, params }) => ({
      json: await tensors.chatTemplate(actor, addressOf(params), params.rest),
    }),
  }),
  route({
    method: 'GET',
    path: `${inApi}/tensor-diff`,
    area,
    summary: 'How the weights of this repo differ from those of another revision or repo, tensor by tensor',
    params: wire.repoParams,
    query: wire.tensorDiffQuery,
    answer: wire.tensorDiff,
    handle: async (call) => {
      const { wish, from } = readDiffWish(call.params, call.query)
      const diff = await tensors.diff(lookerOf(call), { ...wish, from })
      const next = diff.next === null ? null : encodeCursor(diff.next)
      return { headers: nextLink(call, next), json: presentTensorDiff(diff, { from, next }) }
    },
  }),
]

function readDiffWish(params: RepoParams, query: z.output<typeof wire.tensorDiffQuery>) {
  const { revision = 'HEAD', path = '', baseRepo, baseRevision = 'HEAD', basePath = path } = query
  const address = addressOf(params)
  const base = { address: baseRepo ? readRepo(baseRepo, address) : address, revision: baseRevision, path: basePath }
  const from = readCursor(wire.rowCursor, query.cursor) ?? 0
  return { wish: { base, head: { address, revision, path }, withFigures: query.figures ?? false }, from }
}

function readRepo(text: string, like: RepoAddress): RepoAddress {
  const segments = text.split('/')
  const [types, namespace, name] = segments.length === 2 ? [typeInApi[like.type], ...segments] : segments
  const isKnown = Object.values(typeInApi).includes(types ?? '')
  if (!isKnown || !namespace || !name || segments.length > 3)
    throw new HubError('BadRequest', 'Name the "baseRepo" as models/namespace/name or namespace/name.')
  return { type: typeFromApi(types!), namespace, name }
}

type RepoParams = { types: string; namespace: string; name: string }
const addressOf = ({ types, namespace, name }: RepoParams): RepoAddress => ({
  type: typeFromApi(types),
  namespace,
  name,
})
