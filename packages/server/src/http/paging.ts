import type { z } from 'zod'
import { HubError } from '../kit/errors.ts'

/**
 * `Link: <absolute URL>; rel="next"` with every filter of this request and the next cursor: clients follow it as it
 * is (spec hub-api 1.7).
 */
export function nextLink(call: { origin: string; target: string }, cursor: string | null): Record<string, string> {
  if (cursor === null) return {}
  const url = new URL(call.target, call.origin)
  url.searchParams.delete('p')
  url.searchParams.set('cursor', cursor)
  return { Link: `<${url.href}>; rel="next"` }
}

/** Cursors are opaque to clients: base64url of a JSON value. */
export const encodeCursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** @throws HubError BadRequest for a cursor that is not ours */
export function decodeCursor(cursor: string | undefined): unknown {
  if (cursor === undefined) return null
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw badCursor()
  }
}

/** The same for a cursor of one shape. @throws HubError BadRequest for any other */
export function readCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.output<Schema> | null {
  if (cursor === undefined) return null
  const parsed = schema.safeParse(decodeCursor(cursor))
  if (!parsed.success) throw badCursor()
  return parsed.data
}

const badCursor = () => new HubError('BadRequest', 'The "cursor" is not one that this hub gave out.')
