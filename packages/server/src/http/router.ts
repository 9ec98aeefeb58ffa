/** Routes onto Hono: it finds the route, we parse, call and answer on the raw `node:http` response. */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import { limits } from '../config/limits.ts'
import { anonymous, type Actor } from '../kit/actor.ts'
import { HubError, isHubError } from '../kit/errors.ts'
import type { Log } from '../kit/log.ts'
import { explainFailure } from '../ports/database.ts'
import type { Site } from '../ports/site.ts'
import { writeAnswer } from './answer.ts'
import { discardRest } from './discard-rest.ts'
import { presentError, redirectTarget } from './errors.ts'
import type { PageReaders } from './page-readers.ts'
import { parseBody, readBody, readPairs } from './read-body.ts'
import { sent, type Call, type Route } from './route.ts'
import { sendSite } from './send-site.ts'
import { validate, validatePairs } from './validate.ts'

export type Authenticate = (request: HttpBindings['incoming']) => Promise<Actor>
/** How one family of routes tells an error, as JSON or as plain text; the Hub API's way is the default. */
export type TellError = (
  error: HubError,
  actor: Actor,
) => { status: number; headers: Record<string, string>; body: unknown }
export type RouteGroup = { routes: Route[]; tellError?: TellError; authenticate?: Authenticate }

export type RouterOptions = {
  groups: RouteGroup[]
  authenticate: Authenticate
  /** the origin clients reach us at, when it is not simply the Host they asked for */
  publicUrl: string | null
  /** pages for people, behind every other door */
  site?: Site | null
  /** who reads a page, handed on with what the page asks */
  tellReader?: PageReaders['tell']
  log: Log
}

type HubContext = Context<{ Bindings: HttpBindings }>

export function createRouter(options: RouterOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  for (const group of options.groups)
    for (const route of group.routes)
      app.on(route.method === 'HEAD' ? 'GET' : route.method, honoPath(route.path), (context) =>
        answer(context, answersTo(route, context), group.tellError ?? presentError, { ...options, ...group }),
      )
  const elsewhere = siteRoute(options)
  app.notFound((context) =>
    answer(context, elsewhere, presentError, { ...options, authenticate: async () => anonymous }),
  )
  return app
}

/** Hono asks a GET for every HEAD, so a route for HEAD alone has to refuse the GET. */
const answersTo = (route: Route, context: HubContext): Route =>
  route.method === 'HEAD' && context.env.incoming.method !== 'HEAD' ? notFoundRoute : route

/** `{name}` → `:name`, `{name*}` → `:name{[^]+}` (any character at all), `{name:a|b}` → `:name{(?:a|b)}` */
const honoPath = (path: string): string =>
  path
    .replaceAll(/\{(\w+)\*\}/g, ':$1{[^]+}')
    .replaceAll(/\{(\w+):([^}]+)\}/g, ':$1{(?:$2)}')
    .replaceAll(/\{(\w+)\}/g, ':$1')

const notFoundRoute: Route = {
  method: 'GET',
  path: '*',
  summary: '',
  area: '',
  handle: async () => {
    throw new HubError('RouteNotFound', 'Sorry, there is nothing at this address.')
  },
}

/** What no door answers may be a page. */
const siteRoute = ({ site, tellReader }: RouterOptions): Route => ({
  ...notFoundRoute,
  handle: async (call) => (site && (await sendSite(site, call, tellReader)) ? sent : notFoundRoute.handle(call)),
})

async function answer(
  context: HubContext,
  route: Route,
  tellError: TellError,
  options: RouterOptions,
): Promise<Response> {
  const { incoming: request, outgoing: response } = context.env
  let actor: Actor = anonymous
  try {
    actor = await options.authenticate(request)
    const call = await parseCall(context, route, actor, options.publicUrl)
    writeAnswer(response, await route.handle(call as Call<never, never, never>))
  } catch (error) {
    tellFailure(context, error, { actor, tellError, log: options.log })
  }
  return RESPONSE_ALREADY_SENT
}

async function parseCall(context: HubContext, route: Route, actor: Actor, publicUrl: string | null): Promise<Call> {
  const { incoming: request, outgoing: response } = context.env
  const target = request.url ?? '/'
  const cut = target.indexOf('?')
  const pairs = route.query ? readPairs(new URLSearchParams(cut < 0 ? '' : target.slice(cut))) : {}
  const params = { ...context.req.param() }
  return {
    params: route.params ? validate(route.params, params, 'path') : params,
    query: validatePairs(route.query, pairs, 'query'),
    body: await readCheckedBody(request, route),
    actor,
    origin: publicUrl ?? `http://${request.headers.host ?? 'localhost'}`,
    target,
    requestId: String(response.getHeader('X-Request-Id')),
    request,
    response,
  }
}

async function readCheckedBody(request: HttpBindings['incoming'], route: Route): Promise<unknown> {
  if (!route.body) return undefined
  const type = request.headers['content-type'] ?? ''
  const value = parseBody(await readBody(request, route.bodyLimitBytes ?? limits.jsonBodyBytes), type)
  return type.startsWith('application/x-www-form-urlencoded')
    ? validatePairs(route.body, value as Record<string, string[]>, 'body')
    : validate(route.body, value, 'body')
}

type Failure = { actor: Actor; tellError: TellError; log: Log }

/** The one funnel of errors: known ones are told, surprises are logged here once and told as 500. */
function tellFailure(context: HubContext, thrown: unknown, { actor, tellError, log }: Failure): void {
  const { incoming: request, outgoing: response } = context.env
  const requestId = String(response.getHeader('X-Request-Id'))
  const error = isHubError(thrown) ? thrown : (explainFailure(thrown) ?? thrown)
  if (response.headersSent || response.destroyed) {
    if (!isHubError(error)) log.warn('An answer broke off.', { requestId, path: request.url, error })
    response.destroy()
    return
  }
  discardRest(request)
  if (error !== thrown) log.warn('The database failed.', { requestId, error: thrown })
  if (isHubError(error, 'RepoMoved')) {
    const location = redirectTarget(request.url ?? '/', String(error.detail['from']), String(error.detail['to']))
    if (location) return writeAnswer(response, { status: 307, headers: { Location: location } })
  }
  if (isHubError(error)) {
    // A body that names a repo by its old name cannot be sent elsewhere: there is no such repo, and why.
    const told = tellError(error.code === 'RepoMoved' ? new HubError('RepoNotFound', error.message) : error, actor)
    const body = typeof told.body === 'string' ? { text: told.body } : { json: told.body }
    return writeAnswer(response, { status: told.status, headers: told.headers, ...body })
  }
  log.error('A request failed.', { requestId, method: request.method, path: request.url?.split('?')[0], error })
  const message = `Internal error. Tell the operator this request id: ${requestId}`
  writeAnswer(response, { status: 500, headers: { 'X-Error-Message': message }, json: { error: message } })
}
