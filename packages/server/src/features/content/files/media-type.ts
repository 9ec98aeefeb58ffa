/** Plain text for everything people read as text; nothing a browser would run in our origin (no HTML, no SVG, no script). */
const byExtension: Record<string, string> = {
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
}
const text = new Set(
  'md txt py js ts tsx jsx mjs css html htm svg xml yaml yml toml ini cfg csv tsv jsonl rs go c h cc cpp java sh rb lock jinja gitattributes gitignore'.split(
    ' ',
  ),
)

export function mediaType(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  if (text.has(extension)) return 'text/plain; charset=utf-8'
  return byExtension[extension] ?? 'application/octet-stream'
}

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
