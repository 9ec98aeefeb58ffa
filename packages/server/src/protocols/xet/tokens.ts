import { z } from 'zod'
import { noPullRequests, type Xet } from '../../features/content/index.ts'
import { typeFromApi } from '../../features/repos/index.ts'
import { flag, route, type Call, type Route } from '../../http/route.ts'
import type { CasUrl } from './addresses.ts'
import * as wire from './wire.ts'

type Granted = Awaited<ReturnType<Xet['grant']>>
type Tokens = Pick<Xet, 'grant'>

/** Who may read or write a repo gets a token for its chunks; the revision is not looked at, as rights do not depend on it. */
export const tokenRoutes = (xet: Tokens, casUrl: CasUrl): Route[] =>
  (['read', 'write'] as const).map((scope) =>
    route({
      method: 'GET',
      path: `/api/{types:models|datasets|spaces|code}/{namespace}/{name}/xet-${scope}-token/{rev}`,
      area: 'Xet',
      summary: `Get a token to ${scope} a repository's files by chunks`,
      params: wire.tokenParams,
      query: z.object({ create_pr: flag() }),
      answer: wire.token,
      handle: async ({ actor, params: { types, namespace, name }, query, origin }) => {
        if (query.create_pr) throw noPullRequests()
        const address = { type: typeFromApi(types), namespace, name }
        const granted = await xet.grant(actor, address, { scope })
        const json = { accessToken: granted.token, exp: granted.expires, casUrl: casUrl(origin) }
        return { headers: tokenHeaders(granted, json.casUrl), json }
      },
    }),
  )

/** What a client needs to upload by Xet, as the headers of an LFS action. */
export const offerUpload =
  (xet: Tokens, casUrl: CasUrl) =>
  async (
    { actor, origin }: Pick<Call, 'actor' | 'origin'>,
    address: Parameters<Xet['grant']>[1],
  ): Promise<Record<string, string>> => {
    const granted = await xet.grant(actor, address, { scope: 'write' })
    return tokenHeaders(granted, casUrl(origin))
  }

const tokenHeaders = ({ token, expires }: Granted, casUrl: string): Record<string, string> => ({
  'X-Xet-Cas-Url': casUrl,
  'X-Xet-Access-Token': token,
  'X-Xet-Token-Expiration': String(expires),
})
