import type { Ids } from '../../../kit/ids.ts'

/** No vowels, so no words, and nothing that looks like a digit; 8 of 20 are worth 34 bits for a quarter of an hour. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'

/** `XXXX-XXXX`: short enough to type from one screen into another. */
export function makeUserCode(ids: Ids): string {
  let code = ''
  while (code.length < 8) code += [...ids.secret(32)].filter((letter) => letters.includes(letter)).join('')
  return dashed(code)
}

/** What somebody typed, in any case and with any separators, full-width letters too; or null. */
export function readUserCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}_.]/gu, '')
  return code.length === 8 && [...code].every((letter) => letters.includes(letter)) ? dashed(code) : null
}

const dashed = (code: string): string => `${code.slice(0, 4)}-${code.slice(4, 8)}`
