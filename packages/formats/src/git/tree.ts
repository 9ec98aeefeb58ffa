// Tree objects: entries of `mode SP name NUL` and 20 bytes of id, in git's own order
import { FormatError } from '../errors/index.ts'
import { assertId } from './hash.ts'
import { isDotGit } from './path.ts'
import { bytesOfName, nameOfBytes } from './tree-name.ts'

export type TreeMode = '100644' | '100755' | '120000' | '40000' | '160000'

/**
 * Old histories hold other modes, such as 100664 and 040000, and names that are no UTF-8 (`isTextName`); both are kept as
 * they came.
 */
export type TreeEntry = { mode: TreeMode | (string & {}); name: string; oid: string }

const idBytes = 20
const treeModes: ReadonlySet<string> = new Set(['100644', '100755', '120000', '40000', '160000'] satisfies TreeMode[])
const modeShape = /^[0-7]+$/

/** What a mode means to git, which takes all it does not know for a submodule; throws FormatError for what it cannot read. */
export function canonicalMode(mode: string): TreeMode {
  if (treeModes.has(mode)) return mode as TreeMode
  if (!modeShape.test(mode)) throw new FormatError(`git tree: bad mode "${mode.slice(0, 10)}"`)
  const bits = Number.parseInt(mode.slice(-6), 8)
  const kind = bits & 0o170000
  if (kind === 0o100000) return (bits & 0o100) === 0 ? '100644' : '100755'
  if (kind === 0o120000) return '120000'
  return kind === 0o040000 ? '40000' : '160000'
}

/** Git's order: by bytes, a folder as if its name ended with a slash. */
export const compareTreeNames = (left: TreeEntry, right: TreeEntry): number =>
  Buffer.compare(sortKey(left), sortKey(right))

const sortKey = (entry: TreeEntry): Buffer =>
  bytesOfName(canonicalMode(entry.mode) === '40000' ? `${entry.name}/` : entry.name)

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
      Buffer.from(`${entry.mode} `),
      bytesOfName(`${entry.name}\0`),
      Buffer.from(assertId(entry.oid, 'tree'), 'hex'),
    ]),
  )
}

function checkName(name: string): void {
  const isLawful = name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name)
  if (!isLawful || isDotGit(name)) throw new FormatError(`git tree: unlawful name ${JSON.stringify(name.slice(0, 80))}`)
}

/** Reads a tree; throws FormatError on damage. */
export function decodeTree(body: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const end = space < 0 ? -1 : bytes.indexOf(0, space)
    if (end < 0 || end + 1 + idBytes > bytes.length) throw new FormatError('git tree: cut off inside an entry')
    const mode = bytes.toString('latin1', at, space)
    canonicalMode(mode)
    const name = decodeName(bytes.subarray(space + 1, end))
    at = end + 1 + idBytes
    entries.push({ mode, name, oid: bytes.toString('hex', end + 1, at) })
  }
  return entries
}

function decodeName(bytes: Uint8Array): string {
  const name = nameOfBytes(bytes)
  if (name === '' || name.includes('/')) throw new FormatError('git tree: unlawful name')
  return name
}
