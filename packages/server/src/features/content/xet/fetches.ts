import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId, RepoId } from '../../../kit/ids.ts'
import type { Repos } from '../../repos/index.ts'
import type { Extent, FetchTicket, OpenFetch, Reader, XetHash } from './xet.ts'
import type { Xorbs } from './xorbs.ts'

type Deps = { secretKey: string; clock: Clock; xorbs: Xorbs; repos: Pick<Repos, 'stillMay'> }

/**
 * Addresses of bytes of xorbs, which carry their own permission: `r` the ranges, both ends counted in as HTTP does, `h` who may
 * read them and as of which repo, `e` when it ends in unix seconds, `s` the signature of all that and the xorb.
 */
export function createFetches({ secretKey, clock, xorbs, repos }: Deps) {
  const key = createHmac('sha256', secretKey).update('kaihub xet fetch v2').digest()
  const sign = (xorb: XetHash, ...facts: string[]): Buffer =>
    createHmac('sha256', key)
      .update([xorb, ...facts].join(' '))
      .digest()

  function signFetch(reader: Reader, { xorb, ranges }: FetchTicket): string {
    const written = ranges.map(({ start, end }) => `${start}-${end - 1}`).join(',')
    // In steps of a minute, so that answers to the same question are the same for a while.
    const expires = String(Math.ceil(clock.now().getTime() / 60_000) * 60 + limits.xetFetchSeconds)
    const whose = `${reader.repoId}-${reader.by ?? ''}-${reader.tokenId ?? ''}`
    return `r=${written}&h=${whose}&e=${expires}&s=${sign(xorb, written, whose, expires).toString('base64url')}`
  }

  async function openFetch(hash: XetHash, query: URLSearchParams): Promise<OpenFetch> {
    const [written, whose, expires] = [query.get('r') ?? '', query.get('h') ?? '', query.get('e') ?? '']
    const given = Buffer.from(query.get('s') ?? '', 'base64url')
    const expected = sign(hash, written, whose, expires)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new HubError('AccessDenied', 'This fetch address is not valid.')
    if (Number(expires) * 1000 < clock.now().getTime())
      throw new HubError('AccessDenied', 'This fetch address has expired. Ask for a new reconstruction.')
    if (!(await repos.stillMay(readReader(whose), 'read')))
      throw new HubError(
        'AccessDenied',
        'This fetch address is no longer valid: its repository, or the right to it, is gone.',
      )
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

function readReader(text: string): Reader {
  const [repoId, by, tokenId] = text.split('-').map((id) => (id === '' ? null : Number(id)))
  return { repoId: repoId as RepoId, by: by as NamespaceId | null, tokenId: tokenId ?? null }
}

function readExtent(text: string): Extent {
  const [first, last] = text.split('-').map(Number)
  return { start: first!, end: last! + 1 }
}
