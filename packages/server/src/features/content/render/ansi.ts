import { escapeHtml } from './hast.ts'

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
type Style = { bold: boolean; italic: boolean; underline: boolean; ink: string | null; paper: string | null }
// oxlint-disable-next-line no-control-regex
const escapes = /(\u001b\[[0-9;:?]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b.)/
const plain: Style = { bold: false, italic: false, underline: false, ink: null, paper: null }

/** What a terminal would show: colours as classes, progress bars at their end, everything else it could do left out. */
export function ansiToHtml(output: string): string {
  let style = plain
  const html: string[] = []
  for (const [i, piece] of atLineEnds(output).split(escapes).entries()) {
    if (i % 2 === 1) {
      // oxlint-disable-next-line no-control-regex
      const codes = /^\u001b\[([0-9;:]*)m$/.exec(piece)?.[1]
      if (codes !== undefined) style = codes.split(/[;:]/).map(Number).reduce(styled(), style)
      continue
    }
    // oxlint-disable-next-line no-control-regex
    const text = escapeHtml(piece.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''))
    const classes = classesOf(style)
    if (text !== '') html.push(classes ? `<span class="${classes}">${text}</span>` : text)
  }
  return html.join('')
}

/** A carriage return starts the line again: only what was written last is seen. */
const atLineEnds = (output: string): string =>
  output
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1)!)
    .join('\n')

/** Takes one number after another; 38 and 48 are followed by a colour of many, which is passed over. */
function styled() {
  let skip = 0
  let mode = false
  return (style: Style, code: number): Style => {
    if (mode) {
      mode = false
      skip = code === 2 ? 3 : code === 5 ? 1 : 0
      return style
    }
    if (skip > 0) {
      skip -= 1
      return style
    }
    mode = code === 38 || code === 48
    return withCode(style, code)
  }
}

function withCode(style: Style, code: number): Style {
  if (code === 0) return plain
  if (code === 1) return { ...style, bold: true }
  if (code === 3) return { ...style, italic: true }
  if (code === 4) return { ...style, underline: true }
  if (code === 22) return { ...style, bold: false }
  if (code === 23) return { ...style, italic: false }
  if (code === 24) return { ...style, underline: false }
  if (code === 39) return { ...style, ink: null }
  if (code === 49) return { ...style, paper: null }
  const name = names[code % 10]
  if (name === undefined) return style
  const tens = Math.floor(code / 10)
  if (tens === 3 || tens === 9) return { ...style, ink: name }
  return tens === 4 || tens === 10 ? { ...style, paper: name } : style
}

const classesOf = ({ bold, italic, underline, ink, paper }: Style): string =>
  [
    bold && 'ansi-bold',
    italic && 'ansi-italic',
    underline && 'ansi-underline',
    ink && `ansi-${ink}`,
    paper && `ansi-on-${paper}`,
  ]
    .filter(Boolean)
    .join(' ')
