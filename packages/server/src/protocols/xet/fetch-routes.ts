import { limits } from '../../config/limits.ts'
import type { OpenFetch, Xet } from '../../features/content/index.ts'
import { parseRanges } from '../../http/ranges.ts'
import { route, sent, type Route } from '../../http/route.ts'
import { sendRanges } from '../../http/send-ranges.ts'
import { HubError } from '../../kit/errors.ts'
import type { ByteRange } from '../../ports/blob-store.ts'
import { fetchPath } from './addresses.ts'
import * as wire from './wire.ts'

/** Bytes of xorbs: the signed address is all the authority there is (spec storage-protocols 1.6.5). */
export const fetchRoutes = (xet: Pick<Xet, 'openFetch'>): Route[] => [
  route({
    method: 'GET',
    path: `${fetchPath}/{xorb}`,
    area: 'Xet',
    summary: 'Fetch ranges of a xorb from a signed address',
    params: wire.xorbParams,
    answerType: 'application/octet-stream',
    handle: async ({ params, target, request, response }) => {
      await using opened = await xet.openFetch(params.xorb, new URLSearchParams(target.split('?')[1]))
      await sendRanges({
        request,
        response,
        sizeBytes: opened.sizeBytes,
        ranges: rangesOf(opened, request.headers.range),
        headers: {
          'Content-Type': 'application/octet-stream',
          'Cache-Control': `private, max-age=${limits.xetFetchSeconds}, immutable`,
          'Accept-Ranges': 'bytes',
          ETag: `"${params.xorb}"`,
        },
        read: opened.read,
      })
      return sent
    },
  }),
]

/** What is asked for, in that order; whoever asks for nothing in particular gets all that the address opens. */
function rangesOf({ ranges, sizeBytes }: OpenFetch, header: string | undefined): ByteRange[] {
  const open = ranges.map(({ start, end }) => ({ first: start, last: end - 1 }))
  const asked = parseRanges(header, sizeBytes)
  if (asked === 'whole') return open
  if (asked === 'unsatisfiable' || !asked.every((range) => open.some((one) => contains(one, range))))
    throw new HubError('AccessDenied', 'This address does not open these bytes.')
  // The same bytes over and over would make a small request a huge answer.
  if (asked.length > limits.xetRequestRanges || sum(asked) > sum(open))
    throw new HubError('InvalidRange', 'These are too many ranges for one request.', { sizeBytes })
  return asked
}

const contains = (outer: ByteRange, inner: ByteRange): boolean => outer.first <= inner.first && inner.last <= outer.last
const sum = (ranges: readonly ByteRange[]): number =>
  ranges.reduce((total, { first, last }) => total + last - first + 1, 0)
