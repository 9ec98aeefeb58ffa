/** The directory of doors: every route of features and protocols, on one page. */
import { z } from 'zod'
import type { Accounts } from './features/accounts/index.ts'
import { deviceLoginRoutes } from './features/accounts/device-login/routes.ts'
import { accountsRoutes } from './features/accounts/routes.ts'
import { cardsRoutes } from './features/content/cards/routes.ts'
import { diffRoutes } from './features/content/diff/routes.ts'
import { datasetRoutes } from './features/content/datasets/routes.ts'
import { filesRoutes } from './features/content/files/routes.ts'
import type { Content } from './features/content/index.ts'
import { renderRoutes } from './features/content/render/routes.ts'
import { revisionsRoutes } from './features/content/revisions/routes.ts'
import { tableRoutes, type LookerOf } from './features/content/tables/routes.ts'
import { tensorRoutes } from './features/content/tensors/routes.ts'
import type { Observatory } from './features/observatory/index.ts'
import { observatoryRoutes } from './features/observatory/routes.ts'
import type { Repos } from './features/repos/index.ts'
import { reposRoutes } from './features/repos/routes.ts'
import { anonymous, type Actor } from './kit/actor.ts'
import { sourceOf } from './kit/address-source.ts'
import type { ClientAddress } from './http/client-address.ts'
import { clientGone } from './http/client-gone.ts'
import { presentFileError } from './http/errors.ts'
import { describeRoutes } from './http/openapi.ts'
import { route, type Route } from './http/route.ts'
import type { Authenticate, RouteGroup } from './http/router.ts'
import { tellGitError } from './protocols/git/errors.ts'
import { gitRoutes } from './protocols/git/routes.ts'
import { gitSessions } from './protocols/git/sessions.ts'
import { tellLfsError } from './protocols/lfs/errors.ts'
import { giveGrants } from './protocols/lfs/grants-by-ssh.ts'
import { lockRoutes } from './protocols/lfs/lock-routes.ts'
import { lfsAuthenticate } from './protocols/lfs/remote-auth.ts'
import { lfsRoutes, transferRoutes } from './protocols/lfs/routes.ts'
import type { Services as SshServices } from './protocols/ssh/session.ts'
import { casRoutes, casUrlOf, fetchRoutes, offerUpload, tokenRoutes } from './protocols/xet/routes.ts'

export type Services = {
  accounts: Accounts
  repos: Repos
  content: Content
  observatory: Observatory
  clientAddress: ClientAddress
  /** who asks, by any credential that serves everywhere */
  authenticate: Authenticate
  xetEpoch: number
  version: string
  sshPort: number | null
}

export function routeGroups(services: Services): RouteGroup[] {
  const { accounts, repos, content, observatory, clientAddress, authenticate, xetEpoch } = services
  const casUrl = casUrlOf(xetEpoch)
  const lookerOf: LookerOf = ({ actor, request, response }) => ({
    actor,
    name: requesterOf(actor, clientAddress(request)),
    signal: clientGone(response),
  })
  const hubApi: Route[] = [
    ...accountsRoutes(accounts, {
      repoCounts: async (id, actor) => countsOf(await repos.countByType(id, actor)),
      clientAddress,
    }),
    ...reposRoutes(repos),
    ...revisionsRoutes(content.revisions),
    ...diffRoutes(content.diffs),
    ...tensorRoutes(content.tensors, lookerOf),
    ...tableRoutes(content.tables, lookerOf),
    ...datasetRoutes(content.datasets, lookerOf),
    ...cardsRoutes(),
    ...renderRoutes(content.render),
    ...tokenRoutes(content.xet, casUrl),
    ...observatoryRoutes(observatory),
  ]
  const files = filesRoutes(content.files, {
    casUrl,
    onDownload: ({ actor, repo, path, whole, request }) =>
      observatory.recordDownload({
        repoId: repo.id,
        type: repo.type,
        path,
        whole,
        requester: requesterOf(actor, clientAddress(request)),
      }),
  })
  const lfs = [...lfsRoutes(content.transfers, offerUpload(content.xet, casUrl)), ...lockRoutes(content.locks)]
  const git = gitRoutes(content.git)
  // Their tickets say who acts; whatever else the client sends along is not ours to judge.
  const transfers = transferRoutes(content.transfers)
  const chunks = [...fetchRoutes(content.xet), ...casRoutes(content.xet)]
  return [
    { routes: [...hubApi, ...aboutRoutes([...hubApi, ...files, ...lfs, ...git, ...transfers, ...chunks], services)] },
    { routes: lfs, tellError: tellLfsError, authenticate: lfsAuthenticate(content.lfsGrants, accounts, authenticate) },
    { routes: git, tellError: tellGitError },
    { routes: transfers, tellError: tellLfsError, authenticate: async () => anonymous },
    { routes: chunks, authenticate: async () => anonymous },
    { routes: deviceLoginRoutes(accounts, clientAddress) },
    // Last, as these paths begin with anybody's namespace.
    { routes: files, tellError: presentFileError },
  ]
}

/** The doors that are not HTTP: what may be run over SSH. */
export function sshDoors(
  { accounts, repos, content }: Pick<Services, 'accounts' | 'repos' | 'content'>,
  originFor: (localAddress: string) => string,
): Omit<SshServices, 'log'> {
  const giveGrant = giveGrants(content.lfsGrants, repos)
  return {
    git: gitSessions(content.git),
    lfsGrant: ({ localAddress, ...wish }) => giveGrant({ ...wish, origin: originFor(localAddress) }),
    actorByKey: accounts.actorByKey,
  }
}

/** Whose requests are one person's: their account, or where an unknown one comes from. */
const requesterOf = (actor: Actor, address: string | null): string =>
  actor.kind === 'user' ? `user ${actor.userId}` : `address ${address === null ? '' : sourceOf(address)}`

const countsOf = (counts: { model?: number; dataset?: number; space?: number; code?: number }) => ({
  models: counts.model ?? 0,
  datasets: counts.dataset ?? 0,
  spaces: counts.space ?? 0,
  code: counts.code ?? 0,
})

const aboutAnswer = z.object({
  name: z.string(),
  version: z.string(),
  url: z.string().describe('where clients reach it'),
  signUp: z.enum(['open', 'closed']),
  ssh: z.object({ host: z.string(), port: z.number() }).nullable(),
})

/** What the hub says of itself, and small answers that clients expect of any hub. */
function aboutRoutes(described: Route[], { accounts, version, sshPort }: Services): Route[] {
  const about = route({
    method: 'GET',
    path: '/api/about',
    area: 'About',
    summary: 'What this hub is, whether strangers may make themselves an account, and where git reaches it over SSH',
    answer: aboutAnswer,
    handle: async ({ origin }) => {
      const ssh = sshPort === null ? null : { host: new URL(origin).hostname, port: sshPort }
      return {
        json: { name: 'Kaihub', version, url: origin, signUp: accounts.signUpIsOpen ? 'open' : 'closed', ssh },
      }
    },
  })
  const document = describeRoutes([...described, about], version)
  return [
    about,
    route({
      method: 'GET',
      path: '/api/openapi.json',
      area: 'About',
      summary: 'This document',
      handle: async () => ({ json: document }),
    }),
    route({
      method: 'GET',
      path: '/health',
      area: 'About',
      summary: 'Whether the hub answers',
      handle: async () => ({ json: { status: 'ok', version } }),
    }),
    route({
      method: 'GET',
      path: '/api/agent-harnesses',
      area: 'About',
      summary: 'Which agents tag their requests: none here',
      handle: async () => ({ json: { standardEnvVars: [], harnesses: {} } }),
    }),
    route({
      method: 'GET',
      path: '/api/telemetry/{topic*}',
      area: 'About',
      summary: 'Clients may report here; nothing is kept',
      handle: async () => ({ status: 204 }),
    }),
  ]
}
