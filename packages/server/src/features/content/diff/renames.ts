/** A file in a tree. */
export type Side = { path: string; oid: string; mode: string }

/** the git blob of no bytes: that two files are empty says nothing */
const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/** New path → old path of files whose content went from one to the other unchanged; a file of the same name goes first. */
export function findRenames(added: readonly Side[], deleted: readonly Side[]): Map<string, string> {
  const renames = new Map<string, string>()
  const gone = new Set<string>()
  // Looked up rather than searched: a hundred thousand files may share one content.
  for (const keyOf of [contentAndName, content]) {
    const left = Map.groupBy(
      deleted.filter(({ path, oid }) => oid !== emptyBlob && !gone.has(path)).toReversed(),
      keyOf,
    )
    for (const side of added) {
      const old = renames.has(side.path) ? undefined : left.get(keyOf(side))?.pop()
      if (!old) continue
      renames.set(side.path, old.path)
      gone.add(old.path)
    }
  }
  return renames
}

const content = ({ mode, oid }: Side): string => `${mode} ${oid}`
const contentAndName = (side: Side): string => `${content(side)} ${side.path.slice(side.path.lastIndexOf('/') + 1)}`
