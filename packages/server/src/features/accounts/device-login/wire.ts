import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { text } from '../wire.ts'

export const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 8628 3.1. Every client is as good as any other here, so its id is not looked at. */
export const deviceRequest = z.object({ client_id: text(200).optional(), scope: text(1000).optional() })

export const deviceAnswer = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  interval: z.number().describe('seconds'),
  expires_in: z.number().describe('seconds'),
})

/** Which fields must be there depends on the grant type: see RFC 8628 3.4 and RFC 6749 6. */
export const tokenRequest = z.object({
  grant_type: text(200).optional(),
  device_code: text(200).optional(),
  refresh_token: text(200).optional(),
  client_id: text(200).optional(),
  scope: text(1000).optional(),
})

export const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().describe('seconds'),
  refresh_token: z.string(),
  scope: z.string(),
})

export const approvalQuery = z.object({ user_code: text(200).optional() })

export const approvalBody = z.object({
  user_code: text(200),
  decision: z.enum(['approve', 'deny']),
  name: text(limits.nameLength).trim().default(''),
  password: text(limits.passwordBytes).default(''),
  newPassword: text(limits.passwordBytes).default(''),
})
