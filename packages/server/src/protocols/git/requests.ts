import type { IncomingMessage, ServerResponse } from 'node:http'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { typeFromApi, type RepoAddress } from '../../features/repos/index.ts'
import { discardRest } from '../../http/discard-rest.ts'
import { createPartWriter } from '../../http/part-writer.ts'
import { receiveBytes } from '../../http/receive-bytes.ts'
import { HubError } from '../../kit/errors.ts'

export const repoParams = z.object({ prefix: z.string().default('models'), namespace: z.string(), name: z.string() })

/** A repo's git address ends in `.git` or not; a name of ours never does. */
export const addressOf = ({ prefix, namespace, name }: z.output<typeof repoParams>): RepoAddress => ({
  type: typeFromApi(prefix),
  namespace,
  name: name.replace(/[.]git$/, ''),
})

/** https://git-scm.com/docs/gitprotocol-http#_smart_clients: nothing of it may be kept by a cache. */
export const neverKept = {
  'Cache-Control': 'no-cache, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
}

const protocolShape = /^[0-9A-Za-z]+=[0-9A-Za-z]+(:[0-9A-Za-z]+=[0-9A-Za-z]+)*$/

/** What goes on to git as `GIT_PROTOCOL`. */
export function protocolOf({ headers }: IncomingMessage): string | undefined {
  const value = headers['git-protocol']
  return typeof value === 'string' && protocolShape.test(value) ? value : undefined
}

export const isVersion2 = (protocol: string | undefined): boolean => /(?:^|:)version=2(?:$|:)/.test(protocol ?? '')

/**
 * The body, unpacked when the client packed it: git does so with long negotiations.
 * @throws HubError BodyTooLarge for more than `limitBytes`, packed or not
 */
export async function* bodyOf(request: IncomingMessage, limitBytes: number): AsyncGenerator<Uint8Array> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  const body = receiveBytes(request, { limitBytes })
  if (encoding === 'identity') return yield* body
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new HubError('BadRequest', 'The body of the request may be packed with gzip, and no other way.')
  let sizeBytes = 0
  for await (const part of unpack(body)) {
    sizeBytes += part.length
    if (sizeBytes > limitBytes)
      throw new HubError('BodyTooLarge', `The request body is larger than ${limitBytes} bytes.`)
    yield part
  }
}

async function* unpack(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // A write that is under way when the stream closes is never called back.
  const closed = new Promise<void>((resolve) => gunzip.once('close', resolve))
  const write = (part: Uint8Array): Promise<unknown> =>
    Promise.race([closed, new Promise((resolve) => gunzip.write(Buffer.from(part), resolve))])
  const feeding = (async () => {
    for await (const part of body) {
      await write(part)
      if (gunzip.destroyed) return
    }
    gunzip.end()
  })().catch((error: unknown) => gunzip.destroy(error as Error))
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } catch (error) {
    throw error instanceof HubError ? error : new HubError('BadRequest', 'The body of the request is not valid gzip.')
  } finally {
    gunzip.destroy()
    void feeding
  }
}

/** Lets go of a body that nobody reads on; a client that still sends is heard out, as it reads its answer after that. */
export function closeBody(request: IncomingMessage, body: AsyncGenerator<Uint8Array>): void {
  void body
    .return(undefined)
    .catch(() => {})
    .then(() => discardRest(request))
}

/** An answer in parts, begun with its first one; `signal` tells when the client has gone. */
export function answerInParts(response: ServerResponse, type: string) {
  const gone = new AbortController()
  const onClose = () => gone.abort()
  response.once('close', onClose)
  const writer = createPartWriter(response)
  const begin = () => {
    if (response.headersSent) return
    // Only now: what comes before the first byte takes as long as it takes, and git says something now and then.
    response.setTimeout(limits.idleSocketMilliseconds)
    response.writeHead(200, { 'Content-Type': type, ...neverKept })
  }
  return {
    signal: gone.signal,
    write: async (part: Uint8Array): Promise<void> => {
      begin()
      if (!(await writer.write(part))) gone.abort()
    },
    end: (): void => {
      begin()
      response.off('close', onClose)
      writer.release()
      response.end()
    },
  }
}
