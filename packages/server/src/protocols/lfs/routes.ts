/** Git LFS: batch API, basic transfer and the Hub clients' multipart transfer (docs/protocols/lfs.md). */
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { ObjectAction, Transfers } from '../../features/content/index.ts'
import { typeInApi, type RepoAddress } from '../../features/repos/index.ts'
import { receiveBytes } from '../../http/receive-bytes.ts'
import { route, sent, type Call, type Route } from '../../http/route.ts'
import { sendBytes } from '../../http/send-blob.ts'
import { parseDigest, type Digest } from '../../kit/digest.ts'
import { HubError } from '../../kit/errors.ts'
import { addressOf, mediaType, prefixes, prefixOf, repoParams } from './address.ts'
import { cameBySsh } from './remote-auth.ts'
import * as wire from './wire.ts'

const area = 'LFS'

/** Asks for the headers with which a client may upload by Xet. */
export type OfferXet = (call: Pick<Call, 'actor' | 'origin'>, address: RepoAddress) => Promise<Record<string, string>>

export const lfsRoutes = (transfers: Transfers, offerXet: OfferXet): Route[] =>
  prefixes.flatMap((prefix) => [
    route({
      method: 'POST',
      path: `${prefix}/{namespace}/{name}/info/lfs/objects/batch`,
      area,
      summary: 'Ask where to send or fetch objects',
      params: repoParams,
      body: wire.batchBody,
      bodyLimitBytes: limits.lfsBatchBodyBytes,
      handle: (call) => batch(transfers, offerXet, call),
    }),
    route({
      method: 'POST',
      path: `${prefix}/{namespace}/{name}/info/lfs/verify`,
      area,
      summary: 'Check that an uploaded object arrived',
      params: repoParams,
      body: wire.objectBody,
      handle: async ({ actor, params, body }) => {
        await transfers.verify(actor, addressOf(params), { digest: requireDigest(body.oid), sizeBytes: body.size })
        return { headers: mediaType, json: {} }
      },
    }),
  ])

const objectParams = z.object({ oid: z.string() })
const ticketQuery = z.object({ ticket: z.string().optional() })

/** Transfers themselves: the signed address is all the authority there is. */
export const transferRoutes = (transfers: Transfers): Route[] => [
  route({
    method: 'PUT',
    path: '/lfs/objects/{oid}',
    area,
    summary: 'Send an object to a signed address',
    params: objectParams,
    query: ticketQuery,
    handle: async ({ params, query, request }) => {
      await transfers.put(query.ticket, params.oid, (limitBytes) => receiveBytes(request, { limitBytes }))
      return { headers: { ETag: `"${params.oid}"` }, text: '' }
    },
  }),
  route({
    method: 'GET',
    path: '/lfs/objects/{oid}',
    area,
    summary: 'Fetch an object from a signed address',
    params: objectParams,
    query: ticketQuery,
    answerType: 'application/octet-stream',
    handle: async ({ params, query, request, response }) => {
      await using blob = await transfers.open(query.ticket, params.oid)
      const headers = { 'Content-Type': 'application/octet-stream' }
      await sendBytes({ request, response, sizeBytes: blob.sizeBytes, etag: params.oid, headers, read: blob.read })
      return sent
    },
  }),
  route({
    method: 'PUT',
    path: '/lfs/parts/{oid}/{number}',
    area,
    summary: 'Send one part of a large object to a signed address',
    params: objectParams.extend({ number: z.coerce.number().int() }),
    query: ticketQuery,
    handle: async ({ params, query, request }) => {
      const part = { digest: params.oid, number: params.number }
      const etag = await transfers.putPart(query.ticket, part, (expectedBytes) =>
        receiveBytes(request, { limitBytes: expectedBytes, expectedBytes }),
      )
      return { headers: { ETag: `"${etag}"` }, text: '' }
    },
  }),
  route({
    method: 'POST',
    path: '/lfs/complete/{oid}',
    area,
    summary: 'Join the parts of a large object',
    params: objectParams,
    query: ticketQuery,
    body: wire.completeBody,
    bodyLimitBytes: limits.lfsBatchBodyBytes,
    handle: async ({ params, query }) => {
      await transfers.complete(query.ticket, params.oid)
      return { headers: mediaType, json: {} }
    },
  }),
]

type BatchCall = Call<z.output<typeof repoParams>, unknown, z.output<typeof wire.batchBody>>
type ObjectAnswer = {
  oid: string
  size: number
  actions?: Record<string, unknown>
  authenticated?: true
  error?: { code: number; message: string }
}

async function batch(transfers: Transfers, offerXet: OfferXet, call: BatchCall) {
  const { actor, params, body, origin, request } = call
  const most = limits.lfsBatchObjects
  if (body.objects.length > most) throw new HubError('BodyTooLarge', `A batch has at most ${most} objects.`)
  const offered = new Set(body.transfers ?? ['basic'])
  const address = addressOf(params)
  const { good, bad } = sortOut(body)
  const upload = body.operation === 'upload'
  const byXet = upload && offered.has('xet')
  const actions = upload
    ? await transfers.planUploads(actor, address, {
        wanted: good,
        inParts: byXet ? 'none' : partsFor(offered, request),
      })
    : await transfers.planDownloads(actor, address, good)
  const verify = cameBySsh(request)
    ? null
    : `${origin}${prefixOf(params)}/${params.namespace}/${params.name}/info/lfs/verify`
  const xet = byXet ? await xetAction(call, offerXet) : null
  const answers = good.map((object, i) => present(object, actions[i]!, { origin, verify, xet }))
  const transfer = xet ? 'xet' : actions.some((action) => action.kind === 'parts') ? 'multipart' : 'basic'
  return { headers: mediaType, json: { transfer, objects: [...answers, ...bad], hash_algo: 'sha256' } }
}

/** Hub clients look at each object; git-lfs hands a whole batch to one agent (`hf lfs-enable-largefiles` sets one up). */
const partsFor = (offered: Set<string>, { headers }: BatchCall['request']) => {
  if (!offered.has('multipart')) return 'none'
  return headers['user-agent']?.startsWith('git-lfs/') ? 'all-or-none' : 'large'
}

/** How the objects of a batch go up by Xet, the same for all: a token, and where to get the next one. */
async function xetAction(call: BatchCall, offerXet: OfferXet): Promise<Record<string, unknown>> {
  const { type, namespace, name } = addressOf(call.params)
  const revision = (call.body.ref?.name ?? 'main').replace(/^refs\/heads\//, '')
  const token = `xet-write-token/${encodeURIComponent(revision)}`
  return {
    href: `${call.origin}/api/${typeInApi[type]}/${namespace}/${name}/${token}`,
    header: await offerXet(call, { type, namespace, name }),
    expires_in: limits.xetWriteTokenSeconds,
  }
}

type Wanted = { digest: Digest; sizeBytes: number }

/** Objects that cannot be are refused one by one; the rest of the batch goes on. */
function sortOut(body: BatchCall['body']): { good: Wanted[]; bad: ObjectAnswer[] } {
  const good: Wanted[] = []
  const bad: ObjectAnswer[] = []
  // JavaScript's Hub client writes the name its own way.
  const algorithm = body.hash_algo === 'sha_256' ? 'sha256' : (body.hash_algo ?? 'sha256')
  for (const { oid, size } of body.objects) {
    const digest = parseDigest(oid)
    const refuse = (code: number, message: string) => bad.push({ oid, size, error: { code, message } })
    if (algorithm !== 'sha256') refuse(409, 'This hub names objects by SHA-256 only.')
    else if (!digest) refuse(422, 'The oid is not a SHA-256 in hex.')
    else if (size > limits.lfsFileBytes) refuse(422, `An object has at most ${limits.lfsFileBytes} bytes.`)
    else good.push({ digest, sizeBytes: size })
  }
  return { good, bad }
}

function present(
  { digest, sizeBytes }: Wanted,
  action: ObjectAction,
  { origin, verify, xet }: { origin: string; verify: string | null; xet: Record<string, unknown> | null },
): ObjectAnswer {
  const object = { oid: digest, size: sizeBytes }
  const at = (place: string, ticket: string) => `${origin}/lfs/${place}?ticket=${ticket}`
  const expires_in = limits.transferUrlSeconds
  // What came is checked as it comes. Who came by SSH would have no credential left, long after, to ask whether it did.
  const verified = verify ? { verify: { href: verify, expires_in } } : {}
  switch (action.kind) {
    case 'present':
      return object
    case 'missing':
      return { ...object, error: { code: 404, message: 'This repository has no such object.' } }
    case 'get':
      return { ...object, actions: { download: { href: at(`objects/${digest}`, action.ticket), expires_in } } }
    case 'put':
      if (xet) return { ...object, actions: { upload: xet } }
      return {
        ...object,
        actions: {
          upload: { href: at(`objects/${digest}`, action.ticket), expires_in },
          ...verified,
        },
      }
    case 'parts': {
      // Every key of digits is a part; JavaScript keeps the order of the object, Python sorts (spec storage-protocols 2.4).
      const parts = action.tickets.map((ticket, i) => [
        String(i + 1).padStart(5, '0'),
        at(`parts/${digest}/${i + 1}`, ticket),
      ])
      const header = { chunk_size: String(action.partBytes), ...Object.fromEntries(parts) }
      const upload = { href: at(`complete/${digest}`, action.complete), header, expires_in }
      return { ...object, actions: { upload, ...verified } }
    }
  }
}

function requireDigest(oid: string): Digest {
  const digest = parseDigest(oid)
  if (!digest) throw new HubError('BadRequest', 'The oid is not a SHA-256 in hex.')
  return digest
}
