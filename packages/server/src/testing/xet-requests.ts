import assert from 'node:assert/strict'
import { commitOk, header, json, lfsFile, send } from './requests.ts'
import type { Person, TestHub } from './test-hub.ts'
import { xetContent, type XetContent } from './xet-content.ts'

/** Requests as Xet clients make them. */

export type XetToken = { accessToken: string; exp: number; casUrl: string }
type Scope = 'read' | 'write'

export const askToken = (hub: TestHub, repo: string, scope: Scope, as?: Person): Promise<Response> =>
  send(hub, 'GET', `/api/models/${repo}/xet-${scope}-token/main`, { as })

export async function xetToken(hub: TestHub, repo: string, scope: Scope, as?: Person): Promise<XetToken> {
  const answer = await askToken(hub, repo, scope, as)
  assert.equal(answer.status, 200, await answer.clone().text())
  return json<XetToken>(answer)
}

export type CasRequest = { method?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> }

/** A request to the store at a path such as `/v1/shards`. */
export function askCas(token: XetToken, path: string, { method, body, headers }: CasRequest = {}): Promise<Response> {
  return fetch(token.casUrl + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { Authorization: `Bearer ${token.accessToken}`, ...headers },
    ...(body === undefined ? {} : { body }),
  })
}

/** Sends the content of a file as a xorb and a shard, and commits it. */
export async function uploadChunks(
  hub: TestHub,
  repo: string,
  content: Uint8Array,
  { as, path = 'w.bin' }: { as: Person; path?: string },
): Promise<XetContent> {
  const token = await xetToken(hub, repo, 'write', as)
  const packed = xetContent(content)
  const sent = [
    await askCas(token, `/v1/xorbs/default/${packed.xorb}`, { body: packed.xorbBytes }),
    await askCas(token, '/v1/shards', { body: packed.shard }),
  ]
  for (const answer of sent) assert.equal(answer.status, 200, await answer.text())
  await commitOk(hub, repo, [header(), lfsFile(path, content)], { as })
  return packed
}
