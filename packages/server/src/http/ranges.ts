/** Which bytes a client wants and whether it has them already: RFC 9110, sections 8.8.3, 13 and 14. */
import type { ByteRange } from '../ports/blob-store.ts'

/**
 * One range of a `Range` header. Several ranges and anything malformed count as none, which the RFC allows; a file
 * without bytes satisfies no range.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? []
  const end = sizeBytes - 1
  if (from === '' && to === '') return 'whole'
  if (from === '')
    return Number(to) === 0 || sizeBytes === 0
      ? 'unsatisfiable'
      : { first: Math.max(0, sizeBytes - Number(to)), last: end }
  if (to !== '' && Number(to) < Number(from)) return 'whole'
  if (Number(from) > end) return 'unsatisfiable'
  return { first: Number(from), last: to === '' ? end : Math.min(Number(to), end) }
}

/** As `parseRange`, for as many ranges as there are, in the order asked for; all of them must fit. */
export function parseRanges(header: string | undefined, sizeBytes: number): ByteRange[] | 'whole' | 'unsatisfiable' {
  const [, list] = /^bytes=(.*)$/i.exec(header ?? '') ?? []
  const ranges: ByteRange[] = []
  for (const item of list?.split(',') ?? []) {
    const range = parseRange(`bytes=${item}`, sizeBytes)
    if (range === 'whole' || range === 'unsatisfiable') return range
    ranges.push(range)
  }
  return ranges.length === 0 ? 'whole' : ranges
}

/** `If-None-Match` against a bare ETag (without quotes): a list, weak or strong, or `*`. */
export function etagMatches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  for (const [, given] of ifNoneMatch.matchAll(/"([^"]*)"/g)) if (given === etag) return true
  return false
}

/** A range may only be answered when the part that the client holds is surely of the same bytes: no weak ETag, no date. */
export const rangeStillHolds = (ifRange: string | string[] | undefined, etag: string): boolean =>
  ifRange === undefined || String(ifRange).trim() === `"${etag}"`
