import { inspect } from 'node:util'
import type { Log, LogFields } from './log.ts'

export type Level = 'info' | 'warn' | 'error'

export type ConsoleLogOptions = {
  format: 'json' | 'text'
  /** what is below is left out */
  level: Level
  write: (line: string) => void
  now?: () => Date
}

const rank: Record<Level, number> = { info: 0, warn: 1, error: 2 }

/** One line for each report: JSON for machines, or text for a person at a terminal. */
export function createLog({ format, level, write, now = () => new Date() }: ConsoleLogOptions): Log {
  const render = format === 'json' ? renderJson : renderText
  const at =
    (own: Level) =>
    (sentence: string, fields: LogFields = {}): void => {
      if (rank[own] >= rank[level]) write(`${render(now(), own, sentence, fields)}\n`)
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function renderJson(at: Date, level: Level, message: string, fields: LogFields): string {
  const plain = Object.entries(fields).map(([name, value]) => [name, simplify(value)] as const)
  const own = { at: at.toISOString(), level, message }
  // our own names come first, and win over a field that happens to be called the same
  return JSON.stringify({ ...own, ...Object.fromEntries(plain), ...own })
}

function renderText(at: Date, level: Level, message: string, fields: LogFields): string {
  const words = Object.entries(fields).map(([name, value]) => ` ${name}=${showText(value)}`)
  return `${at.toISOString().slice(11, 19)} ${level.padEnd(5)} ${oneLine(message)}${words.join('')}`
}

function showText(value: unknown): string {
  if (value instanceof Error) return inspect(value)
  const simple = simplify(value)
  return typeof simple === 'string' && /^[\w./:@-]+$/.test(simple) ? simple : (JSON.stringify(simple) ?? 'undefined')
}

const oneLine = (text: string): string => text.replaceAll('\n', '\\n')

const deepest = 6
const longestList = 100

/** Something JSON can say, whatever it was. A value with a `toJSON` (a Secret, a Date) speaks for itself. */
function simplify(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return simplifyError(value, depth)
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`
  if ('toJSON' in value && typeof value.toJSON === 'function') return simplify(value.toJSON(), depth + 1)
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) return value.slice(0, longestList).map((item) => simplify(item, depth + 1))
  if (value instanceof Map || value instanceof Set) return simplify([...value], depth + 1)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, simplify(item, depth + 1)]))
}

function simplifyError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return {
    name,
    message,
    code,
    stack,
    cause: cause === undefined || depth >= deepest ? undefined : simplify(cause, depth + 1),
  }
}
