import { FormatError } from '../errors/index.ts'

/** A header line of a commit or tag; a value of several lines is written with a space before each further line. */
export type Header = readonly [key: string, value: string]

const keyShape = /^[A-Za-z][A-Za-z0-9-]{0,63}$/

/** Headers, a blank line, the message. NUL is dropped, and a message that is not empty ends with a newline. */
export function encodeHeaders(headers: readonly Header[], message: string): Buffer {
  const lines = headers.map(([key, value]) => {
    if (!keyShape.test(key)) throw new FormatError('git object: bad header name')
    return `${key} ${value.replaceAll('\0', '').replaceAll('\n', '\n ')}\n`
  })
  const text = message.replaceAll('\0', '')
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  return Buffer.from(`${lines.join('')}\n${text}${end}`)
}

/** The headers in their order and the message; throws FormatError when a line is no header. */
export function decodeHeaders(body: Uint8Array): { headers: Header[]; message: string } {
  const text = decodeText(body)
  const split = text.startsWith('\n') ? 0 : text.indexOf('\n\n')
  const head = split < 0 ? text.replace(/\n$/, '') : text.slice(0, split)
  const headers: [string, string][] = []
  for (const line of head === '' ? [] : head.split('\n')) {
    const last = headers.at(-1)
    const space = line.indexOf(' ')
    if (space === 0 && last !== undefined) last[1] += `\n${line.slice(1)}`
    else if (space > 0) headers.push([line.slice(0, space), line.slice(space + 1)])
    else throw new FormatError('git object: bad header line')
  }
  const message = split < 0 ? '' : text.slice(split === 0 ? 1 : split + 2)
  return { headers, message }
}

/** UTF-8 unless an `encoding` header names another one that we know; wrong bytes become U+FFFD. */
function decodeText(body: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
  const blank = text.indexOf('\n\n')
  const label = /^encoding (\S{1,40})$/m.exec(blank < 0 ? text : text.slice(0, blank))?.[1]
  if (label === undefined) return text
  try {
    return new TextDecoder(label, { ignoreBOM: true }).decode(body)
  } catch {
    return text
  }
}

/** The value of the one header of that name; throws FormatError when it is missing. */
export function requiredHeader(headers: readonly Header[], key: string): string {
  const found = headers.find((header) => header[0] === key)
  if (found === undefined) throw new FormatError(`git object: no ${key} line`)
  return found[1]
}
