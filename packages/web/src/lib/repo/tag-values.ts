export type TagValues = { license: string | null; rows: string | null; languages: string[]; datasets: string[] }

/** What the tags of a repo say that has a place of its own on its page. */
export function valuesOf(tags: readonly string[]): TagValues {
  const of = (kind: string): string[] =>
    tags.flatMap((tag) => (tag.startsWith(`${kind}:`) ? [tag.slice(kind.length + 1)] : []))
  const [license = null] = of('license')
  const [rows = null] = of('size_categories')
  return {
    license,
    rows,
    languages: [...new Set([...of('language'), ...tags.filter((tag) => /^[a-z]{2}$/.test(tag))])],
    datasets: of('dataset'),
  }
}
