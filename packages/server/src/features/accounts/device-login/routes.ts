import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { route, type Answer, type Route } from '../../../http/route.ts'
import type { ClientAddress } from '../../../http/client-address.ts'
import type { Accounts } from '../index.ts'
import { approvalPath } from './approval/page.ts'
import { approvalRoutes } from './approval/routes.ts'
import type { DeviceGrant, Refusal } from './grants.ts'
import * as wire from './wire.ts'

const area = 'Device login'

/** RFC 8628: endpoints for the device, and the page where its person approves. */
export const deviceLoginRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  ...oauthRoutes(accounts, clientAddress),
  ...approvalRoutes(accounts, clientAddress),
]

const oauthRoutes = (accounts: Accounts, clientAddress: ClientAddress): Route[] => [
  route({
    method: 'POST',
    path: '/oauth/device',
    area,
    summary: 'Begin a login on a device: codes for it and for its person',
    body: wire.deviceRequest,
    answer: wire.deviceAnswer,
    handle: async ({ body, origin, request }) => {
      const from = { client: clientName(request, body.client_id), address: clientAddress(request) }
      const started = await accounts.startDeviceLogin(from)
      return secret({
        device_code: started.deviceCode,
        user_code: started.userCode,
        verification_uri: origin + approvalPath,
        verification_uri_complete: `${origin}${approvalPath}?user_code=${started.userCode}`,
        interval: started.intervalSeconds,
        expires_in: started.expiresSeconds,
      })
    },
  }),
  route({
    method: 'POST',
    path: '/oauth/token',
    area,
    summary: 'An access token for an approved device code, or for a refresh token',
    body: wire.tokenRequest,
    answer: wire.tokenAnswer,
    handle: async ({ body }) => presentGrant(await grantFor(accounts, body)),
  }),
]

type OAuthFault = { refused: Refusal['refused'] | 'invalid_request' | 'unsupported_grant_type'; why: string }

async function grantFor(
  accounts: Accounts,
  { grant_type: type, device_code: deviceCode, refresh_token: refreshToken }: z.output<typeof wire.tokenRequest>,
): Promise<DeviceGrant | OAuthFault> {
  if (type === wire.deviceGrantType && deviceCode) return accounts.redeemDeviceCode(deviceCode)
  if (type === 'refresh_token' && refreshToken) return accounts.refreshAccess(refreshToken)
  if (type === wire.deviceGrantType || type === 'refresh_token' || type === undefined)
    return { refused: 'invalid_request', why: 'The request lacks its grant type or the code or token to go with it.' }
  return { refused: 'unsupported_grant_type', why: 'This hub grants for device codes and refresh tokens only.' }
}

const presentGrant = (grant: DeviceGrant | OAuthFault): Answer =>
  'refused' in grant
    ? secret({ error: grant.refused, error_description: grant.why }, 400)
    : secret({
        access_token: grant.accessToken,
        token_type: 'Bearer',
        expires_in: grant.expiresSeconds,
        refresh_token: grant.refreshToken,
        scope: 'write',
      })

const secret = (json: object, status = 200): Answer => ({ status, json, headers: { 'Cache-Control': 'no-store' } })

/** The command line of huggingface_hub, which sends no name of its own with this request. */
const knownClients: Record<string, string> = { '26be6b09-91c5-47da-9861-d2d2bb7a7e36': 'hf' }

/** `hf_hub` of `unknown/None; hf_hub/2.0; python/3.11`, else the first product named; short enough for a list. */
function clientName({ headers }: IncomingMessage, clientId: string | undefined): string {
  const known = Object.entries(knownClients).find(([id]) => id === clientId)
  if (known) return known[1]
  const found = (headers['user-agent'] ?? '').matchAll(/(?<![\w.-])([A-Za-z][\w.-]{0,39})\/[^\s;]+/g)
  const products = [...found].map(([, name]) => name!)
  return products.find((name) => name === 'hf_hub') ?? products.find((name) => name !== 'unknown') ?? 'a device'
}
