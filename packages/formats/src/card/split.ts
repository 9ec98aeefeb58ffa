const opening = /^\s*---[ \t]*(?:\r\n?|\n)/
const closing = /(?<![^\r\n])---[ \t]*(?:\r\n?|\n|$)/

/** Cuts a README into its front matter and the rest. A byte order mark and blank lines may come before `---`. */
export function splitCard(text: string): { frontMatter: string | null; body: string } {
  const open = opening.exec(text)?.[0]
  if (open === undefined) return { frontMatter: null, body: text }
  const rest = text.slice(open.length)
  const close = closing.exec(rest)
  if (close === null) return { frontMatter: null, body: text }
  return { frontMatter: rest.slice(0, close.index), body: rest.slice(close.index + close[0].length) }
}
