import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import { HubError } from '../../../kit/errors.ts'
import type { FetchTicket, Extent, OpenFetch, XetHash } from './xet.ts'
import type { Xorbs } from './xorbs.ts'

/**
 * Addresses of bytes of xorbs, which carry their own permission: `r` the ranges, both ends counted in as HTTP does, `e` when
 * it ends in unix seconds, `s` the signature of both and the xorb.
 */
export function createFetches(secretKey: string, clock: Clock, xorbs: Xorbs) {
  const key = createHmac('sha256', secretKey).update('kaihub xet fetch v1').digest()
  const sign = (xorb: XetHash, ranges: string, expires: string): Buffer =>
    createHmac('sha256', key).update(`${xorb} ${ranges} ${expires}`).digest()

  function signFetch({ xorb, ranges }: FetchTicket): string {
    const written = ranges.map(({ start, end }) => `${start}-${end - 1}`).join(',')
    // In steps of a minute, so that answers to the same question are the same for a while.
    const expires = String(Math.ceil(clock.now().getTime() / 60_000) * 60 + limits.xetFetchSeconds)
    return `r=${written}&e=${expires}&s=${sign(xorb, written, expires).toString('base64url')}`
  }

  async function openFetch(hash: XetHash, query: URLSearchParams): Promise<OpenFetch> {
    const [written, expires] = [query.get('r') ?? '', query.get('e') ?? '']
    const given = Buffer.from(query.get('s') ?? '', 'base64url')
    const expected = sign(hash, written, expires)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new HubError('AccessDenied', 'This fetch address is not valid.')
    if (Number(expires) * 1000 < clock.now().getTime())
      throw new HubError('AccessDenied', 'This fetch address has expired. Ask for a new reconstruction.')
    const blob = await xorbs.open(await xorbs.get(hash))
    return {
      sizeBytes: blob.sizeBytes,
      ranges: written.split(',').map(readExtent),
      read: (range) => blob.read(range),
      [Symbol.asyncDispose]: () => blob[Symbol.asyncDispose](),
    }
  }

  return { signFetch, openFetch }
}

function readExtent(text: string): Extent {
  const [first, last] = text.split('-').map(Number)
  return { start: first!, end: last! + 1 }
}
