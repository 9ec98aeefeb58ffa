// The hub's store of chunks, as an uploader speaks to it: https://huggingface.co/docs/xet/api
import { hashToText, readDedupAnswer } from '@kaihub/formats/xet/upload'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import { good, told, type Door } from './door.ts'
import { faultOf } from './fault.ts'
import { patiently, type Patience } from './patience.ts'
import { readShardLines, type OnChecked } from './shard-lines.ts'

/** A token this close to its end is changed for a new one. */
const marginSeconds = 60

type Token = { base: string; secret: string; expires: number }
type Asked = { method: string; body?: Uint8Array<ArrayBuffer> }

export type Cas = ReturnType<typeof createCas>

export function createCas(door: Door, repo: RepoRef, patience: Patience) {
  let token: Promise<Token> | null = null

  async function fetchToken(): Promise<Token> {
    const path = { ...apiPath(repo), rev: 'main' }
    const data = told(
      await door.hub.GET('/api/{types}/{namespace}/{name}/xet-write-token/{rev}', {
        params: { path },
        signal: patience.signal,
      }),
    )
    // The hub may know itself by another name than this page does: only the path counts.
    return { base: door.url + new URL(data.casUrl).pathname, secret: data.accessToken, expires: data.exp }
  }

  async function freshToken(): Promise<Token> {
    const held = await (token ??= fetchToken().catch(forget))
    if (held.expires - marginSeconds > Date.now() / 1000) return held
    return (token = fetchToken().catch(forget))
  }

  function forget(error: unknown): never {
    token = null
    throw error
  }

  /** Asks with a token that holds, once more with another when the hub does not take the first. */
  async function withToken(ask: (base: string, headers: Record<string, string>) => Promise<Response>) {
    for (let tries = 0; ; tries += 1) {
      const { base, secret } = await freshToken()
      const response = await ask(base, { Authorization: `Bearer ${secret}` })
      if (response.status !== 401 || tries > 0) return response
      token = null
    }
  }

  const ask = (path: string, { method, body }: Asked): Promise<Response> =>
    withToken((base, headers) =>
      door.fetch(base + path, { method, headers, signal: patience.signal, ...(body ? { body } : {}) }),
    )

  return {
    /** whether the hub has this xorb where this repo may use it */
    hasXorb: (hash: Uint8Array): Promise<boolean> =>
      patiently(patience, async () => {
        const response = await ask(`/v1/xorbs/default/${hashToText(hash)}`, { method: 'HEAD' })
        if (!response.ok && response.status !== 404) throw await faultOf(response)
        return response.ok
      }),
    sendXorb: (hash: Uint8Array, body: Uint8Array<ArrayBuffer>, onSent: (bytes: number) => void): Promise<void> =>
      patiently(patience, async () => {
        onSent(0)
        const { signal } = patience
        const path = `/v1/xorbs/default/${hashToText(hash)}`
        await good(withToken((base, headers) => door.sendBytes({ url: base + path, headers, body, onSent, signal })))
      }),
    sendShard: (body: Uint8Array<ArrayBuffer>, onChecked: OnChecked): Promise<void> =>
      patiently(patience, async () => {
        await readShardLines(await good(ask('/v2/shards', { method: 'POST', body })), onChecked)
      }),
    /** where a chunk is already, as far as this repo may know */
    hintsOf: (chunk: Uint8Array) =>
      patiently(patience, async () => {
        const response = await ask(`/v1/chunks/default/${hashToText(chunk)}`, { method: 'GET' })
        if (response.status === 404) return null
        return readDedupAnswer(new Uint8Array(await (await good(Promise.resolve(response))).arrayBuffer()))
      }),
  }
}
