import { attribute, element, isElement, replace, text, type Element, type Node, type Root } from './hast.ts'
import { isImageData, linkTarget, mediaTarget, type Place } from './links.ts'
import type { Words } from './words.ts'

type Around = { place: Place | null; words: Words }

/**
 * Makes every address in a sanitised tree one of this hub, or a link that a reader may follow. Pages make no request
 * to any other site, so what lies elsewhere becomes a link to it under its own description.
 */
export function settleAddresses(root: Root, around: Around): void {
  replace(root, (node, above) => {
    delete node.properties['cite']
    if (isElement(node, 'a')) settleLink(node, around)
    if (isElement(node, 'picture')) return settlePicture(node, above, around)
    if (isElement(node, 'img')) return settleImage(node, above, around)
    if (isElement(node, 'audio', 'video')) return settleFilm(node, above, around)
    if (isElement(node, 'source')) return []
  })
}

function settleLink(link: Element, { place }: Around): void {
  const href = attribute(link, 'href')
  const target = href === null ? null : linkTarget(href, place)
  delete link.properties['href']
  if (target) link.properties['href'] = target.url
  if (target?.kind === 'elsewhere') link.properties['rel'] = ['nofollow', 'noopener', 'noreferrer', 'ugc']
}

function settleImage(image: Element, above: Element[], around: Around): Node[] {
  const src = attribute(image, 'src') ?? ''
  image.properties['alt'] ??= ''
  if (isImageData(src)) return [image]
  const target = mediaTarget(src, around.place)
  if (target?.kind === 'elsewhere') return [linkTo(target.url, attribute(image, 'alt'), above, around.words)]
  if (!target) return [text(attribute(image, 'alt') ?? '')]
  Object.assign(image.properties, { src: target.url, loading: 'lazy', decoding: 'async' })
  return [image]
}

function settlePicture(picture: Element, above: Element[], around: Around): Node[] {
  const image = picture.children.find((child) => isElement(child, 'img'))
  if (!image) return []
  const [settled] = settleImage(image, above, around)
  if (!isElement(settled, 'img')) return settled ? [settled] : []
  const sources = picture.children
    .filter((child) => isElement(child, 'source'))
    .flatMap((source) => {
      const candidates = (attribute(source, 'srcSet') ?? '')
        .split(/,\s+|,$/)
        .filter((candidate) => candidate.trim() !== '')
      const settledSet = candidates.map((candidate) => {
        const [address = '', size] = candidate.trim().split(/\s+/)
        const target = mediaTarget(address, around.place)
        if (target?.kind !== 'here') return null
        return size && /^[0-9.]+[wx]$/.test(size) ? `${target.url} ${size}` : target.url
      })
      if (settledSet.length === 0 || settledSet.includes(null)) return []
      const { media, type } = source.properties
      return [element('source', { srcSet: settledSet.join(', '), media, type })]
    })
  return [element('picture', {}, [...sources, settled])]
}

/** Sound and film always have their controls and never start by themselves. */
function settleFilm(film: Element, above: Element[], around: Around): Node[] {
  const sources = [film, ...film.children.filter((child) => isElement(child, 'source'))]
  const targets = sources.map((source) => mediaTarget(attribute(source, 'src') ?? '', around.place))
  const here = targets.find((target) => target?.kind === 'here' && targetHasName(target.url))
  const title = attribute(film, 'title')
  if (!here) {
    const there = targets.find((target) => target?.kind === 'elsewhere')
    return there ? [linkTo(there.url, title, above, around.words)] : []
  }
  const poster = mediaTarget(attribute(film, 'poster') ?? '', around.place)
  const { width, height, loop, muted } = film.properties
  return [
    element(film.tagName, {
      src: here.url,
      controls: true,
      preload: 'metadata',
      ...(attribute(film, 'poster') && poster?.kind === 'here' ? { poster: poster.url } : {}),
      ...(title ? { title } : {}),
      width,
      height,
      loop,
      muted,
    }),
  ]
}

/** An empty `src` resolves to the folder itself. */
const targetHasName = (url: string): boolean => !url.endsWith('/')

function linkTo(url: string, description: string | null, above: Element[], words: Words): Element {
  const label = text(description || decodeURI(safely(url)))
  // A link cannot stand in a link: there the description alone remains.
  if (above.some((node) => isElement(node, 'a'))) return element('span', { className: ['external-media'] }, [label])
  return element(
    'a',
    {
      href: url,
      className: ['external-media'],
      rel: ['nofollow', 'noopener', 'noreferrer', 'ugc'],
      title: `${new URL(url).host} (${words.external})`,
    },
    [label],
  )
}

/** The end of an address, as a name. */
function safely(url: string): string {
  const { host, pathname } = new URL(url)
  const name = pathname.split('/').findLast((segment) => segment !== '') ?? host
  return /%(?![0-9a-f]{2})/i.test(name) || !isDecodable(name) ? host : name
}

function isDecodable(name: string): boolean {
  try {
    decodeURI(name)
    return true
  } catch {
    return false
  }
}
