/**
 * Plain text for everything people read as text: a browser is told of no page, no script and no style sheet. An SVG is an
 * image, which runs nothing in a page; opened by itself it is shut in by the policy that every file is sent with.
 */
const byExtension: Record<string, string> = {
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  pdf: 'application/pdf',
}
const text = new Set(
  'md txt py js ts tsx jsx mjs css html htm xhtml xml yaml yml toml ini cfg csv tsv jsonl rs go c h cc cpp java sh rb lock jinja gitattributes gitignore'.split(
    ' ',
  ),
)

export function mediaType(path: string): string {
  const extension = extensionOf(path)
  if (text.has(extension)) return 'text/plain; charset=utf-8'
  return known(extension) ?? 'application/octet-stream'
}

/** Clients take every LFS file for bytes; only what a page shows as it is may be called by its name. */
export function mediaTypeOfLfs(path: string): string {
  const type = known(extensionOf(path))
  return type && /^(?:image|audio|video)\/|\/pdf$/.test(type) ? type : 'application/octet-stream'
}

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase()
const known = (extension: string): string | undefined =>
  Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined

/**
 * Sent with every file: nothing that a repo holds may run, load or send anything in the hub's origin, whatever a browser
 * takes it for. Only an SVG's own colours remain.
 */
export const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** Old clients read the plain name and need the semicolon after it (spec hub-api 1.4); the starred form is exact. */
export function contentDisposition(path: string, asDownload: boolean): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${asDownload ? 'attachment' : 'inline'}; filename*=UTF-8''${exact}; filename="${plain}";`
}
