import { idPrefix } from './schema.ts'

/** Where a text stands: what its relative links start from. */
export type Place = {
  /** the repo's page, such as `/datasets/org/name` */
  repo: string
  revision: string
  /** of the file, without slashes around it; empty at the root */
  folder: string
  /** this hub, when it was told its address; what a reader calls it in a request is anybody's word */
  origin: string | null
}

export type Target = { kind: 'here' | 'elsewhere' | 'fragment'; url: string } | null

/** No such host exists; an address that ends up at it was relative. */
const nowhere = 'https://relative.invalid'
const resolvePath = /^\/(?:(?:datasets|spaces|code)\/)?[^/]+\/[^/]+\/resolve\//

/** Where a link leads, or null when nobody should follow it. The answer is spelled out anew, never the author's text. */
export function linkTarget(href: string, place: Place | null): Target {
  const found = locate(href, place)
  if (found === null || found.kind !== 'inside') return found
  if (found.rooted) return { kind: 'here', url: sitePath(found.url) }
  if (place === null) return null
  const verb = found.url.pathname.endsWith('/') ? 'tree' : 'blob'
  return { kind: 'here', url: `${inRepo(place, verb, found.url)}${found.url.hash}` }
}

/** Where an image, a sound or a film comes from. What is on this hub is `here`; everything else is `elsewhere`. */
export function mediaTarget(src: string, place: Place | null): Target {
  const found = locate(src, place)
  if (found === null || found.kind === 'fragment') return null
  if (found.kind !== 'inside') return found.url.startsWith('mailto:') ? null : found
  // No address of the hub but those of files: an image must not make a reader ask for anything else.
  if (found.rooted && resolvePath.test(found.url.pathname)) return { kind: 'here', url: sitePath(found.url) }
  return place && { kind: 'here', url: inRepo(place, 'resolve', found.url) }
}

const imageData = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/
export const isImageData = (src: string): boolean => imageData.test(src)

type Located = { kind: 'inside'; url: URL; rooted: boolean } | { kind: 'elsewhere' | 'fragment'; url: string } | null

/** Reads an address exactly as a browser does, tabs, backslashes and all. */
function locate(href: string, place: Place | null): Located {
  const folder = place?.folder ? `${place.folder.split('/').map(encodeURIComponent).join('/')}/` : ''
  const url = URL.parse(href, `${nowhere}/${folder}`)
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return null
  // oxlint-disable-next-line no-control-regex
  const trimmed = href.replaceAll(/[\u0000-\u0020]/g, '')
  if (trimmed.startsWith('#')) return { kind: 'fragment', url: prefixed(url.hash) }
  const inside = url.origin === nowhere || (place !== null && url.origin === place.origin)
  if (!inside) return { kind: 'elsewhere', url: url.href }
  return { kind: 'inside', url, rooted: url.origin !== nowhere || /^[/\\]/.test(trimmed) }
}

/** Two slashes at the start would name another host. */
const sitePath = (url: URL): string => `/${url.pathname.replace(/^[/\\]+/, '')}${url.search}${url.hash}`

const inRepo = ({ repo, revision }: Place, verb: string, url: URL): string =>
  `${repo}/${verb}/${encodeURIComponent(revision)}${url.pathname}`

/** A heading is found under the id that rendering gave it. */
const prefixed = (hash: string): string =>
  hash === '' ? '#' : hash.startsWith(`#${idPrefix}`) ? hash : `#${idPrefix}${hash.slice(1)}`
