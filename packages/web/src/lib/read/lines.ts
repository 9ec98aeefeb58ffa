export type LineRange = { first: number; last: number }

/** `#L10`, `#L10-L20`, and what people type: `10`, `10-20`. The smaller end comes first. */
export function readRange(text: string, lineCount: number): LineRange | null {
  const found = /^#?L?(\d{1,7})(?:\s*-\s*L?(\d{1,7}))?$/i.exec(text.trim())
  if (!found) return null
  const ends = [Number(found[1]), Number(found[2] ?? found[1])].map((end) => Math.min(end, lineCount))
  const [first, last] = [Math.min(...ends), Math.max(...ends)]
  return first < 1 ? null : { first, last }
}

export const rangeHash = ({ first, last }: LineRange): string => (first === last ? `#L${first}` : `#L${first}-L${last}`)

/** Lines go into the page in boxes that a browser need not lay out until they come into view. */
const linesPerBox = 200

/** `lines` are the hub's own HTML. Numbers are drawn by the style sheet, so that copying takes the text alone. */
export function sourceHtml(lines: readonly string[]): string {
  const boxes: string[] = []
  for (let start = 0; start < lines.length; start += linesPerBox) {
    const rows = lines.slice(start, start + linesPerBox).map((line, i) => {
      const n = start + i + 1
      return `<div class="line" id="L${n}"><a href="#L${n}" data-n="${n}" tabindex="-1" aria-hidden="true"></a><span>${line}\n</span></div>`
    })
    // the browser takes a box that it has not seen for a full one
    const size = rows.length === linesPerBox ? 'box full' : 'box'
    boxes.push(`<div class="${size}">${rows.join('')}</div>`)
  }
  return boxes.join('')
}
