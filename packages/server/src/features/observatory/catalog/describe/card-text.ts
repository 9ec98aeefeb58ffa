/** The beginning of a card as plain words, for search and for the one paragraph that lists show. */

const titleLength = 200
const openingLength = 600
/** more than this need not be cleaned to get at the beginning */
const readLength = 6000

const marks: readonly [RegExp, string][] = [
  [/<!--[\s\S]*?-->/g, ' '],
  [/^(```|~~~)[\s\S]*?^\1/gm, ' '],
  [/<[^<>]{1,2000}>/g, ' '],
  // badges and pictures say nothing; a link says its text
  [/!\[[^\]]{0,300}\]\([^)]{0,500}\)/g, ' '],
  [/\[([^\]]*)\]\([^)]{0,500}\)/g, '$1'],
  [/^\s*\|.*$/gm, ' '],
  [/^#{1,6}\s+.*$/gm, ' '],
  [/[*_`>#]+/g, ' '],
  [/\s+/g, ' '],
]

export function cardText(body: string): { title: string | null; opening: string | null } {
  const start = body.slice(0, readLength)
  const title = /^#{1,2}\s+(.+?)\s*#*$/m.exec(start)?.[1]?.slice(0, titleLength) ?? null
  let opening = start
  for (const [mark, plain] of marks) opening = opening.replaceAll(mark, plain)
  opening = cut(opening.trim(), openingLength)
  return { title, opening: opening === '' ? null : opening }
}

/** At the end of a word, and never inside a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const start = text.slice(0, length).toWellFormed()
  const space = start.lastIndexOf(' ')
  return `${space > length / 2 ? start.slice(0, space) : start} …`
}
