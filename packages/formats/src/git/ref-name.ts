// https://git-scm.com/docs/git-check-ref-format

// A ref becomes a file plus ".lock" when a repo is laid out on disk
const maxSegmentBytes = 240
const maxTotalBytes = 1024
// eslint-disable-next-line no-control-regex
const forbidden = /[\x00-\x20\x7f~^:?*[\\]/

/**
 * Why a name may not be a ref, or null when it may. Takes full names (`refs/heads/main`) and short ones (`main`);
 * which namespaces are allowed is the caller's to say.
 */
export function checkRefName(name: string): string | null {
  if (name === '') return 'ref name is empty'
  if (!name.isWellFormed()) return 'ref name is not valid Unicode'
  if (Buffer.byteLength(name) > maxTotalBytes) return `ref name is longer than ${maxTotalBytes} bytes`
  if (forbidden.test(name)) return 'ref name holds a space, a control character or one of ~^:?*[\\'
  if (name.includes('..')) return 'ref name holds ".."'
  if (name.includes('@{')) return 'ref name holds "@{"'
  if (name === '@') return 'ref name is "@"'
  if (name.startsWith('-')) return 'ref name starts with a dash'
  if (name.endsWith('.')) return 'ref name ends with a dot'
  for (const segment of name.split('/')) {
    if (segment === '') return 'ref name has an empty segment'
    if (segment.startsWith('.')) return 'ref name has a segment that starts with a dot'
    if (segment.endsWith('.lock')) return 'ref name has a segment that ends with ".lock"'
    if (Buffer.byteLength(segment) > maxSegmentBytes) return `ref name has a segment over ${maxSegmentBytes} bytes`
  }
  return null
}
