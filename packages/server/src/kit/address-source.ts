import { isIPv6 } from 'node:net'

/** Whom an address stands for: an IPv6 subscriber has a whole /64 to send from. */
export function sourceOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().replace(/%.*$/, '').split('::')
  const [before, after] = [wordsOf(head), wordsOf(tail ?? '')]
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

const wordsOf = (part: string): string[] => (part === '' ? [] : part.split(':'))
