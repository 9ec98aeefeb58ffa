import { createKaihubClient, type KaihubClient } from '@kaihub/client'
import { error, redirect } from '@sveltejs/kit'

type Result<Data> = { data?: Data; error?: unknown; response: Response }

/**
 * The data of an answer while a page is loaded, or the hub's own error as the error page shows it.
 *
 *     const repo = ok(await locals.hub.GET('/api/{types}/{namespace}/{name}', { params: { path } }))
 */
export function ok<Data>({ data, error: fault, response }: Result<Data>): NonNullable<Data> {
  if (response.ok && data !== undefined && data !== null) return data
  if (response.ok) return {} as NonNullable<Data>
  const message = faultOf(fault, response)
  // Pages are loaded by the server: in the browser it is a control that asks, and says what became of it beside itself.
  if (typeof document !== 'undefined') throw new HubFault(message, response)
  error(response.status, { message, code: codeOf(response) })
}

/** What went wrong, in the reader's language as far as the hub's code tells it, and in the hub's words. */
export function faultOf(fault: unknown, response: Response): string {
  const said = (fault as { error?: unknown } | undefined)?.error
  const told = typeof said === 'string' ? said : (response.headers.get('x-error-message') ?? `${response.status}`)
  return words?.wordsOf(codeOf(response), told) ?? told
}

/** Every code of the hub, where `x-error-code` has those that clients of other hubs know. */
const codeOf = ({ headers }: Response): string => headers.get('x-kaihub-error') ?? ''

let words: typeof import('./fault-words.ts') | null = null

/** As fetch does it; the words for faults come with the first fault, as most pages see none. */
export async function fetchFromHub(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    if (!response.ok) words ??= await import('./fault-words.ts')
    return response
  } catch (fault) {
    words ??= await import('./fault-words.ts')
    throw words.withoutAnswer(fault)
  }
}

/** A failure that a page shows beside the thing that failed, instead of the whole page. */
export class HubFault extends Error {
  readonly status: number
  readonly code: string
  constructor(message: string, response: Response) {
    super(message)
    this.status = response.status
    this.code = codeOf(response)
  }
}

/** In the browser: the data of an answer. @throws HubFault with the words of `faultOf` */
export function done<Data>({ data, error: fault, response }: Result<Data>): Data {
  if (!response.ok) throw new HubFault(faultOf(fault, response), response)
  return data as Data
}

let client: KaihubClient | undefined

/** In the browser: the typed client, with the session cookie of this site. */
export const browserHub = (): KaihubClient =>
  (client ??= createKaihubClient({
    url: location.origin,
    fetch: (input, init) => fetchFromHub(new Request(input, init)),
  }))

/** For pages of somebody signed in: everybody else is sent to sign in and comes back. */
export function requirePerson<Person>(person: Person | null, url: URL): Person {
  if (person) return person
  redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`)
}
