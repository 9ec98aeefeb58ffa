// What may be a path: git's verify_path with core.protectNTFS and core.protectHFS, and the hub's own limits.

export type PathLimits = { segmentBytes: number; totalBytes: number; depth: number }

export const pathLimits: PathLimits = { segmentBytes: 255, totalBytes: 4096, depth: 100 }

const controlCharacter = /\p{Cc}/u
// code points that HFS+ leaves out when it compares names
const hfsIgnorable = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu
// NTFS drops dots and spaces at the end, reads ":" as the start of a stream, and knows .git by a short name
const ntfsDotGit = /^(?:\.git|git~1)[. ]*(?::|$)/

/** True for `.git` and each spelling that some file system takes for it. */
export const isDotGit = (segment: string): boolean =>
  ntfsDotGit.test(segment.toLowerCase()) || segment.replace(hfsIgnorable, '').toLowerCase() === '.git'

/** Why a path may not be in a repo, or null when it may. */
export function checkPath(path: string, limits: PathLimits = pathLimits): string | null {
  if (path === '') return 'path is empty'
  if (!path.isWellFormed()) return 'path is not valid Unicode'
  if (Buffer.byteLength(path) > limits.totalBytes) return `path is longer than ${limits.totalBytes} bytes`
  if (path.startsWith('/')) return 'path starts with a slash'
  if (path.includes('\\')) return 'path holds a backslash'
  if (controlCharacter.test(path)) return 'path holds a control character'
  const segments = path.split('/')
  if (segments.length > limits.depth) return `path is deeper than ${limits.depth} folders`
  for (const segment of segments) {
    const reason = checkSegment(segment, limits.segmentBytes)
    if (reason !== null) return reason
  }
  return null
}

function checkSegment(segment: string, maxBytes: number): string | null {
  if (segment === '') return 'path has an empty segment'
  if (segment === '.' || segment === '..') return `path has a "${segment}" segment`
  if (isDotGit(segment)) return 'path has a ".git" segment'
  return Buffer.byteLength(segment) > maxBytes ? `path has a segment longer than ${maxBytes} bytes` : null
}
