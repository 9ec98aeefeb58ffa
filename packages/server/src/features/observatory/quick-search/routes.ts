import type { z } from 'zod'
import { route, type Answer, type Call, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import type { FoundName } from '../../accounts/index.ts'
import { repoTypes, typeInApi } from '../../repos/index.ts'
import type { CatalogEntry } from '../catalog/entry.ts'
import type { QuickSearch } from './service.ts'
import { quickSearchAnswer, quickSearchQuery } from './wire.ts'

const usualResults = 5
const kinds: readonly string[] = [...repoTypes, 'user', 'org']

export const quickSearchRoutes = (search: QuickSearch): Route[] => [
  route({
    method: 'GET',
    path: '/api/quicksearch',
    area: 'Catalog',
    summary: 'Repositories, people and organizations by their names, while somebody types',
    query: quickSearchQuery,
    answer: quickSearchAnswer,
    handle: (call) => quickSearch(search, call),
  }),
]

async function quickSearch(
  search: QuickSearch,
  { actor, origin, query }: Call<unknown, z.output<typeof quickSearchQuery>>,
): Promise<Answer> {
  const wish = { text: query.q.trim(), limit: query.limit ?? usualResults }
  const wanted = readKinds(query.type)
  const isAsked = (kind: string) => wish.text !== '' && (!wanted || wanted.includes(kind))
  const ofRepos = repoTypes.map(async (type) => {
    const found = isAsked(type) ? await search.repos(actor, type, wish) : []
    return [
      [typeInApi[type], found.map(presentRepo)],
      [`${typeInApi[type]}Count`, found.length],
    ] as const
  })
  const [users, orgs, ...repos] = await Promise.all([
    isAsked('user') ? search.names('user', wish) : [],
    isAsked('org') ? search.names('org', wish) : [],
    ...ofRepos,
  ])
  return {
    json: {
      ...Object.fromEntries(repos.flat()),
      users: users.map((found) => presentName(origin, found)),
      usersCount: users.length,
      orgs: orgs.map((found) => presentName(origin, found)),
      orgsCount: orgs.length,
    },
  }
}

function readKinds(types: readonly string[] | undefined): string[] | null {
  const wanted = (types ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '' && value !== 'all')
  for (const kind of wanted)
    if (!kinds.includes(kind)) throw new HubError('BadRequest', `"type" must be one of [${kinds.join(', ')}]`)
  return wanted.length === 0 ? null : wanted
}

const presentRepo = ({ publicId, fullName, private: isPrivate, pipelineTag, type }: CatalogEntry) => ({
  _id: publicId,
  id: fullName,
  private: isPrivate,
  ...(type === 'model' && pipelineTag ? { pipeline_tag: pipelineTag } : {}),
})

const presentName = (origin: string, { publicId, name, fullName, kind }: FoundName) => ({
  _id: publicId,
  type: kind,
  ...(kind === 'user' ? { user: name } : { name }),
  fullname: fullName,
  avatarUrl: `${origin}/api/${kind === 'user' ? 'users' : 'organizations'}/${name}/avatar`,
})
