/**
 * Conditions and orders as people write them, `"age" > 30 AND name IN ('a', 'b')`: read here, word by word, so that nothing but
 * columns and values gets through. The words are those of the dataset viewer's `where` and `orderby`.
 */
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Comparison, Filter, Operand, Order } from '../../../ports/tables.ts'

type Token = { kind: 'name' | 'text' | 'number' | 'sign' | 'word'; text: string; at: number }

const pattern =
  /\s+|"((?:[^"]|"")+)"|'((?:[^']|'')*)'|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(<>|!=|<=|>=|==|[=<>(),])|([\p{L}_][\p{L}\p{N}_.$-]*)/uy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw fault(`nothing that belongs here: ${text.slice(at, at + 20)}`, at)
    const [, name, quoted, number, sign, word] = match
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"'), at })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'"), at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
  }
  return tokens
}

const fault = (what: string, at: number): HubError =>
  new HubError('BadRequest', `The condition cannot be read at character ${at + 1}: ${what}`)

/** @throws HubError BadRequest that says where */
export function readFilter(text: string, columns: readonly string[]): Filter {
  const reader = createReader(text, columns)
  const filter = reader.any()
  reader.end()
  return filter
}

/** @throws HubError BadRequest that says where */
export function readOrder(text: string, columns: readonly string[]): Order[] {
  const reader = createReader(text, columns)
  const orders: Order[] = []
  do {
    const column = reader.column()
    const descending = reader.take('DESC')
    if (!descending) reader.take('ASC')
    orders.push({ column, descending })
  } while (reader.takeSign(','))
  reader.end()
  return orders
}

const comparisons: Record<string, Comparison> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/** Where one is in the words, and what may come next. */
function createCursor(text: string) {
  const tokens = tokensOf(text)
  let at = 0
  const fail = (what: string): never => {
    throw fault(what, tokens[at]?.at ?? text.length)
  }
  const takeToken = (kind: Token['kind'], wanted: string): boolean => {
    const token = tokens[at]
    const matches = token?.kind === kind && token.text.toUpperCase() === wanted
    if (matches) at += 1
    return matches
  }
  return {
    fail,
    next: () => tokens[at],
    step: () => (at += 1),
    take: (word: string) => takeToken('word', word),
    takeSign: (sign: string) => takeToken('sign', sign),
    must: (matches: boolean, what: string): void => {
      if (!matches) fail(`${what} is missing`)
    },
    end: (): void => {
      if (at < tokens.length) fail('it should have ended')
    },
  }
}

type Cursor = ReturnType<typeof createCursor>

function createReader(text: string, columns: readonly string[]) {
  const cursor = createCursor(text)
  const { fail, take, takeSign, must } = cursor
  const { column, operand, list, escape } = createOperands(cursor, columns)
  let terms = 0
  let depth = 0

  function any(): Filter {
    const of = [all()]
    while (take('OR')) of.push(all())
    return of.length === 1 ? of[0]! : { op: 'or', of }
  }

  function all(): Filter {
    const of = [one()]
    while (take('AND')) of.push(one())
    return of.length === 1 ? of[0]! : { op: 'and', of }
  }

  function one(): Filter {
    terms += 1
    if (terms > limits.tableFilterTerms) fail('too many conditions')
    if (take('NOT')) return { op: 'not', of: one() }
    if (!takeSign('(')) return compare()
    depth += 1
    if (depth > 50) fail('too many brackets')
    const inside = any()
    must(takeSign(')'), 'a closing bracket')
    depth -= 1
    return inside
  }

  function compare(): Filter {
    const left = operand()
    if (take('IS')) {
      const negated = take('NOT')
      must(take('NULL'), 'NULL')
      return negate({ op: 'null', left }, negated)
    }
    const negated = take('NOT')
    if (take('IN')) return negate({ op: 'in', left, values: list() }, negated)
    for (const op of ['like', 'ilike'] as const)
      if (take(op.toUpperCase())) return negate({ op, left, right: operand(), ...escape() }, negated)
    if (take('BETWEEN')) {
      const low = operand()
      must(take('AND'), 'AND')
      const between: Filter[] = [
        { op: '>=', left, right: low },
        { op: '<=', left, right: operand() },
      ]
      return negate({ op: 'and', of: between }, negated)
    }
    const token = cursor.next()
    if (negated || token?.kind !== 'sign' || !Object.hasOwn(comparisons, token.text))
      return fail('a comparison is missing')
    cursor.step()
    return { op: comparisons[token.text]!, left, right: operand() }
  }

  return { any, column, take, takeSign, end: cursor.end }
}

/** Whole numbers keep all their digits, as many as those of DuckDB have. */
function numberOf(text: string): number | bigint {
  const number = Number(text)
  return /^-?\d{1,38}$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}

function createOperands({ next, step, take, takeSign, must, fail }: Cursor, columns: readonly string[]) {
  function list(): Operand[] {
    must(takeSign('('), 'an opening bracket')
    const values: Operand[] = []
    do values.push(operand())
    while (takeSign(',') && values.length < 1000)
    must(takeSign(')'), 'a closing bracket')
    return values
  }

  function operand(): Operand {
    const token = next()
    if (token?.kind === 'text') return advance({ value: token.text })
    if (token?.kind === 'number') return advance({ value: numberOf(token.text) })
    if (take('TRUE')) return { value: true }
    if (take('FALSE')) return { value: false }
    return { column: column() }
  }

  /** `LIKE '50\%' ESCAPE '\'`: the sign is there, not any text. */
  function escape(): { escape?: string } {
    if (!take('ESCAPE')) return {}
    const token = next()
    if (token?.kind !== 'text' || token.text.length !== 1) return fail('one character in quotes is missing')
    step()
    return { escape: token.text }
  }

  const advance = (operand: Operand): Operand => {
    step()
    return operand
  }

  function column(): string {
    const token = next()
    if (token?.kind !== 'name' && token?.kind !== 'word') return fail('a column is missing')
    const found =
      columns.find((name) => name === token.text) ??
      columns.find((name) => name.toLowerCase() === token.text.toLowerCase())
    if (found === undefined) return fail(`there is no column "${token.text.slice(0, 100)}"`)
    step()
    return found
  }

  return { column, operand, list, escape }
}

const negate = (filter: Filter, negated: boolean): Filter => (negated ? { op: 'not', of: filter } : filter)
