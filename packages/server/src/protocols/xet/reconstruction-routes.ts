import type { Reconstruction, Xet, XetGrant, XetHash } from '../../features/content/index.ts'
import { route, type Answer, type Call, type Route } from '../../http/route.ts'
import { HubError } from '../../kit/errors.ts'
import type { ByteRange } from '../../ports/blob-store.ts'
import { fetchPath, inCas } from './addresses.ts'
import { bearerOf } from './bearer.ts'
import { presentBatch, presentV1, presentV2, type AddressOf } from './reconstruction.ts'
import * as wire from './wire.ts'

const area = 'Xet'

/** How a file is put together, and where to fetch what it takes. */
export const reconstructionRoutes = (xet: Xet): Route[] => [
  route({
    method: 'GET',
    path: `${inCas}/v2/reconstructions/{file}`,
    area,
    summary: 'How to put a file, or the Range of it, together',
    params: wire.fileParams,
    answer: wire.reconstructionV2,
    handle: async (call) => ({ json: presentV2(...(await reconstruct(xet, call))) }),
  }),
  route({
    method: 'GET',
    path: `${inCas}/v1/reconstructions/{file}`,
    area,
    summary: 'How to put a file, or the Range of it, together, as older clients read it',
    params: wire.fileParams,
    answer: wire.reconstructionV1,
    handle: async (call) => ({ json: presentV1(...(await reconstruct(xet, call))) }),
  }),
  route({
    method: 'POST',
    path: `${inCas}/v1/reconstructions`,
    area,
    summary: 'How to put several files together',
    body: wire.batchBody,
    answer: wire.batchAnswer,
    handle: (call) =>
      batch(
        xet,
        call,
        call.body.map(({ hash }) => hash),
      ),
  }),
  route({
    method: 'GET',
    path: `${inCas}/v1/reconstructions`,
    area,
    summary: 'How to put several files together, as older clients ask',
    query: wire.batchQuery,
    answer: wire.batchAnswer,
    handle: (call) => batch(xet, call, call.query.file_id),
  }),
]

async function reconstruct(xet: Xet, call: Call<{ file: XetHash }>): Promise<[Reconstruction, AddressOf]> {
  const grant = await xet.readGrant(bearerOf(call), 'read')
  const made = await xet.reconstruct(grant, call.params.file, readRange(call.request.headers.range))
  return [made, addressesFor(xet, call, grant)]
}

async function batch(xet: Xet, call: Call, files: readonly XetHash[]): Promise<Answer> {
  const grant = await xet.readGrant(bearerOf(call), 'read')
  const found = new Map<XetHash, Reconstruction>()
  for (const file of new Set(files)) found.set(file, await xet.reconstruct(grant, file, null))
  return { json: presentBatch(found, addressesFor(xet, call, grant)) }
}

const addressesFor =
  (xet: Xet, { origin }: Pick<Call, 'origin'>, grant: XetGrant): AddressOf =>
  (ticket) =>
    `${origin}${fetchPath}/${ticket.xorb}?${xet.signFetch(grant, ticket)}`

/** One range, which may end beyond the file: clients ask for the next block before they know the size. */
function readRange(header: string | undefined): ByteRange | null {
  if (header === undefined) return null
  const [, from, to] = /^bytes=(\d+)-(\d*)$/i.exec(header.trim()) ?? []
  const first = wholeNumber(from ?? '')
  const last = wholeNumber(to ?? '')
  if (from === undefined || last < first)
    throw new HubError('BadRequest', 'The Range must be one, as bytes=first-last.')
  return { first, last }
}

/** Some write the largest number of 64 bits for the end. */
const wholeNumber = (digits: string): number =>
  digits === '' ? Number.MAX_SAFE_INTEGER : Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
