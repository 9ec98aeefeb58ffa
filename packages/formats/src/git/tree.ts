// Tree objects: entries of `mode SP name NUL` and 20 bytes of id, in git's own order
import { FormatError } from '../errors/index.ts'
import { assertId } from './hash.ts'
import { isDotGit } from './path.ts'

export type TreeMode = '100644' | '100755' | '120000' | '40000' | '160000'

/** Old histories hold other modes, such as 100664 and 040000; they are kept as they came. */
export type TreeEntry = { mode: TreeMode | (string & {}); name: string; oid: string }

const idBytes = 20
const modeShape = /^[0-7]{5,6}$/
const nameDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What a mode means to git today; throws FormatError for a mode git would not read. */
export function canonicalMode(mode: string): TreeMode {
  if (!modeShape.test(mode)) throw new FormatError(`git tree: bad mode "${mode.slice(0, 10)}"`)
  const bits = Number.parseInt(mode, 8)
  const kind = bits & 0o170000
  if (kind === 0o100000) return (bits & 0o100) === 0 ? '100644' : '100755'
  if (kind === 0o120000) return '120000'
  if (kind === 0o040000) return '40000'
  if (kind === 0o160000) return '160000'
  throw new FormatError(`git tree: bad mode "${mode}"`)
}

/** Git's order: by bytes, a folder as if its name ended with a slash. */
export const compareTreeNames = (left: TreeEntry, right: TreeEntry): number =>
  Buffer.compare(sortKey(left), sortKey(right))

const sortKey = (entry: TreeEntry): Buffer =>
  Buffer.from(canonicalMode(entry.mode) === '40000' ? `${entry.name}/` : entry.name)

/** The bytes of a tree, whatever order the entries come in; throws FormatError on a duplicate or unlawful name. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const names = new Set<string>()
  const keyed = entries.map((entry) => {
    checkName(entry.name)
    if (names.has(entry.name)) throw new FormatError(`git tree: two entries named "${entry.name}"`)
    names.add(entry.name)
    return { entry, key: sortKey(entry) }
  })
  keyed.sort((left, right) => Buffer.compare(left.key, right.key))
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode} ${entry.name}\0`),
      Buffer.from(assertId(entry.oid, 'tree'), 'hex'),
    ]),
  )
}

function checkName(name: string): void {
  const isLawful = name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && name.isWellFormed()
  if (!isLawful || isDotGit(name)) throw new FormatError(`git tree: unlawful name ${JSON.stringify(name.slice(0, 80))}`)
}

/**
 * Reads a tree. Throws FormatError on damage, and on a name that is not UTF-8: pushes with such names are refused, so
 * a string can stand for every name we keep.
 */
export function decodeTree(body: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const end = space < 0 ? -1 : bytes.indexOf(0, space)
    if (end < 0 || end + 1 + idBytes > bytes.length) throw new FormatError('git tree: cut off inside an entry')
    const mode = bytes.toString('latin1', at, Math.min(space, at + 8))
    canonicalMode(mode)
    const name = decodeName(bytes.subarray(space + 1, end))
    at = end + 1 + idBytes
    entries.push({ mode, name, oid: bytes.toString('hex', end + 1, at) })
  }
  return entries
}

function decodeName(bytes: Uint8Array): string {
  let name: string
  try {
    name = nameDecoder.decode(bytes)
  } catch (cause) {
    throw new FormatError('git tree: a name is not UTF-8', { cause })
  }
  if (name === '' || name.includes('/')) throw new FormatError('git tree: unlawful name')
  return name
}
