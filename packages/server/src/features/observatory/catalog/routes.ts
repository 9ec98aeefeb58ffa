import type { z } from 'zod'
import { encodeCursor, nextLink } from '../../../http/paging.ts'
import { route, type Answer, type Call, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { repoTypes, typeFromApi, typeInApi, type RepoType } from '../../repos/index.ts'
import { infoFields, listFields } from './fields.ts'
import { cursorOf, facetsQuery, listQuery, readListQuery, type ListQueryOnWire } from './lists/wire.ts'
import { presentRepo } from './present.ts'
import type { CatalogService, Wish } from './service.ts'
import * as wire from './wire.ts'

const area = 'Catalog'
const types = '{types:models|datasets|spaces|code}'
const oneRepo = `/api/${types}/{namespace}/{name}`
/** lists that read more than rows have shorter pages */
const costlyPage = 100

export const catalogRoutes = (catalog: CatalogService): Route[] => [
  ...repoTypes.map((type) =>
    route({
      method: 'GET',
      path: `/api/${typeInApi[type]}`,
      area,
      summary: `List ${typeInApi[type]}: search, filter, sort`,
      query: listQuery,
      answer: wire.listAnswer,
      handle: (call) => list(catalog, type, call),
    }),
  ),
  ...repoTypes.map((type) =>
    route({
      method: 'GET',
      path: `/api/${typeInApi[type]}/facets`,
      area,
      summary: `What a list of ${typeInApi[type]} can be narrowed by: tags in use under its filters, most used first`,
      query: facetsQuery,
      answer: wire.facetsAnswer,
      handle: async ({ query }) => ({ json: await catalog.facets(type, readListQuery(type, query)) }),
    }),
  ),
  route({
    method: 'GET',
    path: oneRepo,
    area,
    summary: 'Everything known about a repository',
    params: wire.repoParams,
    query: wire.infoQuery,
    answer: wire.repoAnswer,
    handle: (call) => info(catalog, call, undefined),
  }),
  route({
    method: 'GET',
    path: `${oneRepo}/revision/{revision*}`,
    area,
    summary: 'Everything known about a repository at a revision',
    params: wire.revisionParams,
    query: wire.infoQuery,
    answer: wire.repoAnswer,
    handle: (call) => info(catalog, call, call.params.revision),
  }),
  ...(['read', 'write'] as const).map((right) =>
    route({
      method: 'GET',
      path: `${oneRepo}/auth-check${right === 'write' ? '/write' : ''}`,
      area,
      summary: `Whether the caller may ${right === 'write' ? 'write to' : 'read'} a repository`,
      params: wire.repoParams,
      handle: async ({ actor, params }) => {
        await catalog.checkAccess(actor, addressOf(params), right)
        return { json: {} }
      },
    }),
  ),
  ...(['models', 'datasets'] as const).map((types) =>
    route({
      method: 'GET',
      path: `/api/${types}-tags-by-type`,
      area,
      summary: `The tags of ${types}, by what they speak of`,
      answer: wire.tagsAnswer,
      handle: async () => ({ json: await catalog.tagsByType(typeFromApi(types)) }),
    }),
  ),
]

type RepoParams = z.output<typeof wire.repoParams>
const addressOf = ({ types, namespace, name }: RepoParams) => ({ type: typeFromApi(types), namespace, name })

async function list(catalog: CatalogService, type: RepoType, call: Call<unknown, ListQueryOnWire>): Promise<Answer> {
  const fields = readListFields(type, call.query)
  const query = readListQuery(type, call.query)
  if (!query) return { json: [] }
  const wish = wishFor(fields)
  if (wish.names || wish.files || wish.usedStorage) query.limit = Math.min(query.limit, costlyPage)
  const { items, next } = await catalog.list(call.actor, query, wish)
  return {
    headers: nextLink(call, next && encodeCursor(cursorOf(query.sort, next))),
    json: items.map((item) => presentRepo(item, fields)),
  }
}

function readListFields(type: RepoType, query: ListQueryOnWire): readonly string[] {
  const expand = wire.readExpand(type, query.expand)
  if (expand && (query.full || query.config || query.cardData))
    throw new HubError('BadRequest', '"expand" cannot be used together with "full", "config" or "cardData".')
  return expand ?? listFields(type, query)
}

async function info(
  catalog: CatalogService,
  { actor, params, query }: Call<RepoParams, z.output<typeof wire.infoQuery>>,
  revision: string | undefined,
): Promise<Answer> {
  const address = addressOf(params)
  const expand = wire.readExpand(address.type, query.expand)
  const wanted = expand ?? infoFields(address.type)
  const fields = query.blobs ? [...wanted.filter((field) => field !== 'siblings'), 'siblingsWithBlobs'] : wanted
  const known = await catalog.info(actor, address, revision, wishFor(fields))
  const scans = query.securityStatus ? { securityRepoStatus: { scansDone: false, filesWithIssues: [] } } : {}
  return { json: { ...presentRepo(known, fields), ...scans } }
}

const wishFor = (fields: readonly string[]): Wish => ({
  fields,
  names: fields.includes('siblings'),
  files: fields.includes('siblingsWithBlobs'),
  usedStorage: fields.includes('usedStorage'),
})
