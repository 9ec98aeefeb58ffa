import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Actor } from '../kit/actor.ts'

/** The handler wrote to the raw response itself: how file bytes leave the hub. */
export const sent = Symbol('sent')

export type Answer =
  | typeof sent
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string; bytes?: Uint8Array }

/** One request, parsed and checked, with the person behind it. */
export type Call<Params = unknown, Query = unknown, Body = unknown> = {
  params: Params
  query: Query
  body: Body
  actor: Actor
  /** `http://host:port`, without a slash at the end: the start of every absolute URL in an answer */
  origin: string
  /** path and query as asked, undecoded */
  target: string
  requestId: string
  request: IncomingMessage
  response: ServerResponse
}

type Schema = z.ZodType
type Output<S> = S extends z.ZodType ? z.output<S> : undefined

export type RouteShape<P, Q, B> = {
  /** a GET answers HEAD as well; a HEAD answers nothing else */
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{name}` is one segment, `{name*}` the rest of the path, `{name:a|b}` one of the given words; all decoded once */
  path: string
  summary: string
  /** heading in the OpenAPI document */
  area: string
  /** an answer for old clients rather than an endpoint: left out of the OpenAPI document */
  unlisted?: boolean
  params?: P
  query?: Q
  /** a JSON or form-encoded body; a route that reads a stream leaves it out */
  body?: B
  bodyLimitBytes?: number
  /** what a success looks like, for the OpenAPI document and the typed client */
  answer?: Schema
  /** media type of a success that is not JSON */
  answerType?: string
  handle: (call: Call<Output<P>, Output<Q>, Output<B>>) => Promise<Answer>
}

export type Route = Omit<RouteShape<Schema, Schema, Schema>, 'handle'> & {
  handle: (call: Call<never, never, never>) => Promise<Answer>
}

/** Declares an endpoint; the types of its handler follow from its schemas. */
export function route<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined>(
  shape: RouteShape<P, Q, B>,
): Route {
  return shape
}

/** Query values arrive as text: `?n=10`, `?full=true`, repeated `filter=a&filter=b`, `expand[]=a` and `expand=a,b`. */
export const flag = () => z.stringbool({ case: 'insensitive' }).optional()
export const many = () => z.array(z.string()).optional()
export const count = (most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .transform((n) => Math.min(n, most))
    .optional()

export const ok: Answer = { text: 'OK' }
