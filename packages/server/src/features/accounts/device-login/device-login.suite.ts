import assert from 'node:assert/strict'
import type { AccountsHub, Ask } from '../accounts.suite.ts'

export type Started = {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  interval: number
  expires_in: number
}
export type Granted = {
  access_token: string
  refresh_token: string
  expires_in: number
  token_type: string
  error?: string
}

export async function start(hub: AccountsHub, client_id = 'any', userAgent = 'snail/2.0 (slow)'): Promise<Started> {
  const headers = { 'User-Agent': userAgent }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/device', form: { client_id }, headers })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  return reply.body as Started
}

/** Asks for the token as a patient client does. */
export async function poll(hub: AccountsHub, device_code: string) {
  hub.advance(5)
  return askAtOnce(hub, device_code)
}

export async function askAtOnce(hub: AccountsHub, device_code: string) {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code, client_id: 'any' }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/token', form })
  return { status: reply.status, ...(reply.body as Granted) }
}

export async function refresh(hub: AccountsHub, refresh_token: string) {
  const form = { grant_type: 'refresh_token', refresh_token, client_id: 'any' }
  const reply = await hub.ask({ method: 'POST', path: '/oauth/token', form })
  return { status: reply.status, ...(reply.body as Granted) }
}

export const answer = (hub: AccountsHub, form: Record<string, string>, more: Partial<Ask> = {}) =>
  hub.ask({ method: 'POST', path: '/login/device', form: { decision: 'approve', ...form }, ...more })

export const whoAmI = async (hub: AccountsHub, token: string) =>
  (await hub.ask({ path: '/api/whoami-v2', token })).status

/** The whole way, for tests of what comes after. */
export async function logIn(hub: AccountsHub, name = 'alice'): Promise<Granted> {
  const { device_code, user_code } = await start(hub)
  const reply = await answer(hub, { user_code, name, password: hub.password })
  assert.equal(reply.status, 200, reply.text)
  const granted = await poll(hub, device_code)
  assert.equal(granted.status, 200, granted.error)
  return granted
}
