import type { AvatarType } from '../tables.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = Buffer.from([0xff, 0xd8, 0xff])

/** What the bytes are, whatever their sender calls them; null for what is shown nowhere, SVG above all. */
export function pictureType(bytes: Buffer): AvatarType | null {
  if (bytes.subarray(0, 8).equals(png)) return 'image/png'
  if (bytes.subarray(0, 3).equals(jpeg)) return 'image/jpeg'
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'image/webp' : null
}
