import createClient from 'openapi-fetch'
import type { paths } from './generated/api.ts'

export type KaihubClientOptions = {
  /** where the hub is: `http://127.0.0.1:5240` */
  url: string
  /** an access token; without one the hub shows what everybody may see */
  token?: string
  fetch?: typeof globalThis.fetch
}

/**
 * A typed client of one hub: every path, parameter and answer is checked against the hub's own OpenAPI document.
 *
 *     const hub = createKaihubClient({ url: 'http://127.0.0.1:5240', token: 'hf_…' })
 *     const { data, error } = await hub.GET('/api/whoami-v2')
 *
 * A rest-of-path parameter such as `{rest}` takes `main/folder/file.txt` as it is.
 */
export function createKaihubClient({ url, token, fetch }: KaihubClientOptions) {
  return createClient<paths>({
    baseUrl: url,
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  })
}

export type KaihubClient = ReturnType<typeof createKaihubClient>
