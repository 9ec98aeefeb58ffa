import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { count } from '../../../http/route.ts'
import { profileBody, signUpBody, text } from '../wire.ts'

const time = z.string().describe('ISO 8601, UTC')

export const usersQuery = z.object({
  search: text(limits.searchTermLength).optional(),
  only: z.enum(['admins', 'disabled']).optional(),
  limit: count(limits.listPage),
  cursor: z.string().max(1000).optional(),
})

export const listedUser = z.object({
  id: z.string(),
  name: z.string(),
  fullname: z.string(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  disabledAt: time.nullable().describe('since when the person is kept out'),
  mustChangePassword: z.boolean().describe('has a one-time password that was not used yet'),
  createdAt: time,
  lastSeenAt: time.nullable(),
})

export const newUserBody = signUpBody.omit({ password: true }).extend({ isAdmin: z.boolean().optional() })
export const oneTimePassword = z.object({
  name: z.string(),
  password: z.string().describe('shown once; good for one login, which chooses another'),
})

export const userChange = profileBody
  .pick({ fullName: true, email: true })
  .extend({ isAdmin: z.boolean().optional(), disabled: z.boolean().optional() })
