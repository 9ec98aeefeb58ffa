/** A file in a tree. */
export type Side = { path: string; oid: string; mode: string }

/** the git blob of no bytes: that two files are empty says nothing */
const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/** New path → old path of files whose content went from one to the other unchanged; a file of the same name goes first. */
export function findRenames(added: readonly Side[], deleted: readonly Side[]): Map<string, string> {
  const left = new Map<string, Side[]>()
  for (const side of deleted) left.set(keyOf(side), [...(left.get(keyOf(side)) ?? []), side])
  const renames = new Map<string, string>()
  const take = (side: Side, fits: (old: Side) => boolean): void => {
    const candidates = left.get(keyOf(side))
    const at = side.oid === emptyBlob || renames.has(side.path) ? -1 : (candidates?.findIndex(fits) ?? -1)
    if (at >= 0) renames.set(side.path, candidates!.splice(at, 1)[0]!.path)
  }
  for (const side of added) take(side, (old) => nameOf(old) === nameOf(side))
  for (const side of added) take(side, () => true)
  return renames
}

const keyOf = ({ mode, oid }: Side): string => `${mode} ${oid}`
const nameOf = ({ path }: Side): string => path.slice(path.lastIndexOf('/') + 1)
