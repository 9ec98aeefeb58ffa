import * as m from '#lib/messages/account.ts'
import { faultOf } from '#lib/hub.ts'

/** Why the hub let nobody in, in the reader's language. */
export function signInFault(error: unknown, response: Response): string {
  if (response.status === 401) return m.wrongPassword()
  if (response.status === 403) return m.disabled()
  if (response.status === 429) return tooMany(response)
  return faultOf(error, response)
}

export const tooMany = (response: Response): string =>
  m.tooManyTries({ seconds: Number(response.headers.get('retry-after') ?? 60) })
