import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'

const shape = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/

/** The rule for namespaces and repos alike (spec hub-api 3.1); clients check it before they send. */
export const isName = (name: string): boolean =>
  name.length <= limits.nameLength &&
  shape.test(name) &&
  !name.includes('--') &&
  !name.includes('..') &&
  !/[.](?:git|ipynb)$/i.test(name)

/** What is wrong with a name, or null. */
export function checkName(name: string): string | null {
  if (isName(name)) return null
  return (
    `"${name.slice(0, limits.nameLength)}" cannot be a name: use 1 to ${limits.nameLength} of A-Z, a-z, 0-9, "_", "." ` +
    'and "-", start and end with a letter, a digit or "_", without "--" or "..", not ending in ".git" or ".ipynb".'
  )
}

/** First segments of our own addresses: a namespace of that name could never be reached. */
const reserved: ReadonlySet<string> = new Set(
  [
    'api datasets spaces kernels buckets models docs settings login join oauth collections papers organizations new',
    'search resolve blob tree .well-known mcp v2 jobs blog tasks pricing chat notifications posts',
    'apps assets cas code compute endpoints events favicon.ico groups health healthz help hub info leaderboards lfs',
    'logout metrics model dataset space openapi.json points privacy raw ready readyz robots.txt serving shards',
    'signup sitemap sitemap.xml static status terms trust users v1 version xet xorbs',
  ].flatMap((line) => line.split(' ')),
)

export const isReserved = (name: string): boolean => reserved.has(name.toLowerCase())

/** Names that speak for the hub: an operator may hand them out, nobody may take them. */
const official: ReadonlySet<string> = new Set(
  'abuse admin administrator hostmaster kaihub moderator official operator postmaster root security staff support system webmaster'.split(
    ' ',
  ),
)

const isOfficial = (name: string): boolean => official.has(name.toLowerCase())

/** @throws HubError BadRequest unless a new namespace may be called so */
export function requireNamespaceName(name: string, { byOperator }: { byOperator: boolean }): void {
  const fault = checkName(name)
  if (fault !== null) throw new HubError('BadRequest', fault)
  if (isReserved(name) || (isOfficial(name) && !byOperator))
    throw new HubError('BadRequest', `The name "${name}" is reserved.`)
}
