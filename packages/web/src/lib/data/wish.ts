/** What part of a table is looked at, as it stands in the address. */
export const pageRows = 100

export type Wish = { offset: number; search: string; where: string; orderBy: string }

export const noWish: Wish = { offset: 0, search: '', where: '', orderBy: '' }

export function readWish(parameters: Pick<URLSearchParams, 'get'>): Wish {
  const offset = Number(parameters.get('offset') ?? 0)
  return {
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    search: parameters.get('search') ?? '',
    where: parameters.get('where') ?? '',
    orderBy: parameters.get('orderby') ?? '',
  }
}

/** `?row=17`: one row in full. */
export function readRow(parameters: Pick<URLSearchParams, 'get'>): number | null {
  const row = Number(parameters.get('row') ?? Number.NaN)
  return Number.isSafeInteger(row) && row >= 0 ? row : null
}

/** `?search=…&offset=100`, or the empty text. */
export function wishQuery(wish: Partial<Wish>): string {
  const parameters = new URLSearchParams()
  if (wish.search) parameters.set('search', wish.search)
  if (wish.where) parameters.set('where', wish.where)
  if (wish.orderBy) parameters.set('orderby', wish.orderBy)
  if (wish.offset) parameters.set('offset', String(wish.offset))
  return parameters.size > 0 ? `?${parameters}` : ''
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** How a click on a column's order goes on: up, down, not at all. */
export function nextOrder(orderBy: string, column: string): string {
  const name = quoted(column)
  if (orderBy === `${name} ASC`) return `${name} DESC`
  return orderBy === `${name} DESC` ? '' : `${name} ASC`
}

export function orderOf(orderBy: string, column: string): 'ascending' | 'descending' | null {
  const name = quoted(column)
  if (orderBy === `${name} ASC`) return 'ascending'
  return orderBy === `${name} DESC` ? 'descending' : null
}

export const operators = ['=', '<>', '>', '>=', '<', '<=', 'contains', 'null', 'not null'] as const
export type Operator = (typeof operators)[number]

/** As it was typed: more digits than JavaScript's numbers hold stay what they are. */
const numeral = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** One condition in the words of the hub; numbers stay numbers where the column holds such. */
export function conditionOf(column: string, operator: Operator, value: string, numeric: boolean): string {
  const name = quoted(column)
  if (operator === 'null') return `${name} IS NULL`
  if (operator === 'not null') return `${name} IS NOT NULL`
  const number = value.trim().replace(/^\+/, '')
  const text = `'${value.replaceAll("'", "''")}'`
  if (operator === 'contains') return `${name} ILIKE ${containing(value)}`
  return `${name} ${operator} ${numeric && numeral.test(number) ? number : text}`
}

/** What stands for any text in a pattern means itself here. */
function containing(value: string): string {
  const quotesDoubled = value.replaceAll("'", "''")
  const escaped = quotesDoubled.replaceAll(/[%_\\]/g, String.raw`\$&`)
  return `'%${escaped}%'${escaped === quotesDoubled ? '' : String.raw` ESCAPE '\'`}`
}

export const joined = (where: string, condition: string): string =>
  where.trim() === '' ? condition : /\bor\b/i.test(where) ? `(${where}) AND ${condition}` : `${where} AND ${condition}`
