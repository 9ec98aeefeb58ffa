/** Pictures and sounds that a page may show, told by their first bytes; whatever else it is goes as plain bytes. */
const signs: [string, number, string][] = [
  ['image/png', 0, '\u0089PNG'],
  ['image/jpeg', 0, '\u00ff\u00d8\u00ff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
  ['image/avif', 4, 'ftypavif'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\u00ff\u00fb'],
  ['audio/mpeg', 0, '\u00ff\u00f3'],
  ['video/mp4', 4, 'ftyp'],
  ['video/webm', 0, '\u001aE\u00df\u00a3'],
]

export const sniffedBytes = 32

export function sniffMedia(content: Uint8Array): string {
  const start = Buffer.from(content.subarray(0, sniffedBytes)).toString('latin1')
  return signs.find(([, at, sign]) => start.startsWith(sign, at))?.[0] ?? 'application/octet-stream'
}
