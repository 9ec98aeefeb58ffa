import { clientAddressBehind } from '../../http/client-address.ts'
import { createHttpServer } from '../../http/server.ts'
import type { Clock } from '../../kit/clock.ts'
import { randomIds } from '../../kit/ids.ts'
import { silentLog } from '../../kit/log.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { accountsMigrations, createAccounts, operator, type AccountsDeps } from './index.ts'
import { deviceLoginRoutes } from './device-login/routes.ts'
import { accountsRoutes } from './routes.ts'

export type Reply = { status: number; headers: Headers; body: unknown; text: string }
export type Ask = {
  method?: string
  path: string
  token?: string
  cookie?: string
  headers?: Record<string, string>
  json?: unknown
  form?: Record<string, string>
}

export type AccountsHub = Awaited<ReturnType<typeof startAccounts>>

/** The accounts feature behind a real HTTP server on its own database, with a clock that can be moved. */
export async function startAccounts(options: Partial<AccountsDeps> = {}) {
  const database = await createTestDatabase(accountsMigrations)
  const time = { now: new Date('2026-11-22T10:00:00.000Z') }
  const clock: Clock = { now: () => time.now }
  const { db } = database
  const accounts = createAccounts({ db, clock, ids: randomIds, log: silentLog, signUp: 'open', ...options })
  const routes = accountsRoutes(accounts, { repoCounts: async () => ({ models: 2, datasets: 1, spaces: 0, code: 0 }) })
  const server = createHttpServer({
    groups: [{ routes }, { routes: deviceLoginRoutes(accounts, clientAddressBehind(0)) }],
    authenticate: (request) =>
      accounts.authenticate({
        method: request.method ?? 'GET',
        authorization: request.headers.authorization,
        cookie: request.headers.cookie,
        host: request.headers.host,
        origin: request.headers.origin,
        secFetchSite: request.headers['sec-fetch-site'],
        contentType: request.headers['content-type'],
      }),
    publicUrl: null,
    log: silentLog,
    ids: randomIds,
  })
  const { port } = await server.listen('127.0.0.1', 0)
  const origin = `http://127.0.0.1:${port}`

  async function ask({ method = 'GET', path, token, cookie, headers = {}, json, form }: Ask): Promise<Reply> {
    const response = await fetch(new URL(path, origin), {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(cookie ? { Cookie: `kaihub_session=${cookie}` } : {}),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        'Sec-Fetch-Site': 'same-origin',
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text }
  }

  const password = 'correct horse'

  return {
    db,
    accounts,
    origin,
    password,
    ask,
    createUser: async (name: string, more: { email?: string; isAdmin?: boolean } = {}) =>
      (await accounts.createUser(operator, { name, password, ...more })).user,
    createToken: async (user: string, role: 'read' | 'write' = 'write') =>
      (await accounts.createAccessToken(operator, { user, role, displayName: 'test' })).secret,
    login: async (name: string) =>
      (await accounts.login({ name, password, address: null, userAgent: 'test' })).session.secret,
    advance: (seconds: number) => {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
