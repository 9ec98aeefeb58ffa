import type { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { ok, route, type Answer, type Call, type Route } from '../../http/route.ts'
import { HubError, isHubError } from '../../kit/errors.ts'
import type { Actor } from '../../kit/actor.ts'
import { firstSpaceFiles } from './first-space-files.ts'
import { repoUrl, typeFromApi, type Repo, type RepoType, type Visibility } from './repo.ts'
import type { RepoAddress } from './access.ts'
import type { Repos } from './service.ts'
import * as wire from './wire.ts'

const area = 'Repositories'

export const reposRoutes = (repos: Repos): Route[] => [...collectionRoutes(repos), ...repoRoutes(repos)]

const collectionRoutes = (repos: Repos): Route[] => [
  route({
    method: 'POST',
    path: '/api/repos/create',
    area,
    summary: 'Create a repository',
    body: wire.createRepoBody,
    bodyLimitBytes: limits.firstFilesBytes,
    answer: wire.createdRepo,
    handle: (call) => createRepo(repos, call),
  }),
  route({
    method: 'DELETE',
    path: '/api/repos/delete',
    area,
    summary: 'Delete a repository',
    body: wire.deleteRepoBody,
    handle: async ({ actor, body }) => {
      await repos.remove(actor, addressOf(actor, body.organization, body.name, body.type))
      return ok
    },
  }),
  route({
    method: 'POST',
    path: '/api/repos/move',
    area,
    summary: 'Rename a repository or move it to another namespace',
    body: wire.moveRepoBody,
    handle: async ({ actor, body }) => {
      const to = addressOf(actor, null, body.toRepo, body.type)
      await repos.move(actor, addressOf(actor, null, body.fromRepo, body.type), to)
      return ok
    },
  }),
]

const ofRepo = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'

const repoRoutes = (repos: Repos): Route[] => [
  route({
    method: 'POST',
    path: `${ofRepo}/duplicate`,
    area,
    summary: 'Make a repository with the content and history of this one',
    params: wire.repoParams,
    body: wire.duplicateRepoBody,
    answer: wire.createdRepo,
    handle: ({ actor, params, body, origin }) => {
      const to = addressOf(actor, null, body.repository, typeFromApi(params.types))
      const wish = { namespace: to.namespace, name: to.name, visibility: visibilityOf(body) }
      return answerCreated(origin, to.type, () => repos.duplicate(actor, addressIn(params), wish))
    },
  }),
  route({
    method: 'GET',
    path: '/api/spaces/{namespace}/{name}/runtime',
    area,
    summary: 'Whether a Space runs: this hub keeps its files only',
    params: wire.repoParams.omit({ types: true }),
    answer: wire.spaceRuntime,
    handle: async ({ actor, params }) => {
      await repos.getReadable(actor, { type: 'space', ...params })
      const hardware = { current: null, requested: null }
      return { json: { stage: 'NO_APP_FILE', hardware, gcTimeout: null, replicas: { current: 0, requested: 0 } } }
    },
  }),
  route({
    method: 'GET',
    path: `${ofRepo}/settings`,
    area,
    summary: 'Visibility and other settings, for those who may change them',
    params: wire.repoParams,
    answer: wire.repoSettings,
    handle: async ({ actor, params }) => ({
      json: presentSettings(await repos.getAdministered(actor, addressIn(params))),
    }),
  }),
  route({
    method: 'PUT',
    path: `${ofRepo}/settings`,
    area,
    summary: 'Change visibility and other settings',
    params: wire.repoParams,
    body: wire.repoSettingsBody,
    answer: wire.repoSettings,
    handle: async ({ actor, params, body }) => {
      if (body.gated) throw new HubError('NotImplemented', 'This hub cannot gate repositories yet.')
      const visibility = visibilityOf(body)
      const { discussionsDisabled, protectedBranches } = body
      const settings = {
        ...(discussionsDisabled === undefined ? {} : { discussionsDisabled }),
        ...(protectedBranches === undefined ? {} : { protectedBranches }),
      }
      const repo = await repos.updateSettings(actor, addressIn(params), {
        ...(visibility ? { visibility } : {}),
        settings,
      })
      return { json: presentSettings(repo) }
    },
  }),
]

const presentSettings = ({ visibility, settings }: Repo) => ({
  visibility,
  private: visibility === 'private',
  discussionsDisabled: settings.discussionsDisabled ?? false,
  protectedBranches: settings.protectedBranches ?? [],
})

type CreateCall = Call<unknown, unknown, z.output<typeof wire.createRepoBody>>

async function createRepo(repos: Repos, { actor, body, origin }: CreateCall): Promise<Answer> {
  const address = addressOf(actor, body.organization, body.name, body.type)
  const isSpace = body.type === 'space'
  if (isSpace && !spaceSdks.has(body.sdk ?? ''))
    throw new HubError('BadRequest', `"sdk" must be one of [${[...spaceSdks].join(', ')}]`)
  const wish = {
    ...address,
    visibility: visibilityOf(body),
    settings: isSpace ? { sdk: body.sdk! } : {},
    firstFiles: [...(isSpace ? firstSpaceFiles(address.name, body.sdk!) : []), ...(body.files ?? [])],
  }
  return answerCreated(origin, body.type, () => repos.create(actor, wish))
}

/** Clients take the address of a repo that is there already from the refusal (spec hub-api 2.6). */
async function answerCreated(origin: string, type: RepoType, make: () => Promise<Repo>): Promise<Answer> {
  try {
    const repo = await make()
    return { json: { url: repoUrl(origin, repo), name: repo.fullName, id: repo.publicId } }
  } catch (error) {
    if (!isHubError(error, 'RepoExists')) throw error
    const fullName = String(error.detail['repo'])
    throw new HubError('RepoExists', error.message, { url: repoUrl(origin, { type, fullName }) })
  }
}

type RepoParams = z.output<typeof wire.repoParams>
const addressIn = ({ types, namespace, name }: RepoParams) => ({ type: typeFromApi(types), namespace, name })

const spaceSdks = new Set(['gradio', 'docker', 'static', 'streamlit'])

/** Clients send either `visibility` or the older `private`; neither means the namespace's default. */
function visibilityOf(body: {
  visibility?: string | null | undefined
  private?: boolean | null | undefined
}): Visibility | null {
  if (body.visibility === 'protected')
    throw new HubError('NotImplemented', 'This hub knows the visibilities "public" and "private" only.')
  if (body.visibility === 'public' || body.visibility === 'private') return body.visibility
  if (typeof body.private === 'boolean') return body.private ? 'private' : 'public'
  return null
}

/** `name` may carry its namespace; without one it is the organization's or the caller's own. */
function addressOf(
  actor: Actor,
  organization: string | null | undefined,
  name: string,
  type: RepoAddress['type'],
): RepoAddress {
  const [first = '', second, third] = name.split('/')
  if (third !== undefined) throw new HubError('BadRequest', `"${name}" is not a repository name: use namespace/name.`)
  if (second !== undefined) return { type, namespace: first, name: second }
  if (organization) return { type, namespace: organization, name: first }
  if (actor.kind === 'anonymous') throw new HubError('LoginRequired', 'Invalid username or password.')
  return { type, namespace: actor.name, name: first }
}
