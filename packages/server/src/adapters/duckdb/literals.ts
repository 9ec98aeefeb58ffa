/** Words of SQL made of what others wrote. */
import type { Comparison, Filter, Operand, Order } from '../../ports/tables.ts'

export const nameOf = (name: string): string => `"${name.replaceAll('"', '""').replaceAll('\0', '')}"`
export const textOf = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`
export const listOf = (texts: readonly string[]): string => `[${texts.map(textOf).join(', ')}]`

const operators: Record<Comparison, string> = {
  '=': '=',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  like: 'LIKE',
  ilike: 'ILIKE',
}

export function conditionOf(filter: Filter): string {
  switch (filter.op) {
    case 'and':
    case 'or':
      return `(${filter.of.map(conditionOf).join(filter.op === 'and' ? ' AND ' : ' OR ')})`
    case 'not':
      return `(NOT ${conditionOf(filter.of)})`
    case 'in':
      return `(${operandOf(filter.left)} IN (${filter.values.map(operandOf).join(', ')}))`
    case 'null':
      return `(${operandOf(filter.left)} IS NULL)`
    default:
      return `(${operandOf(filter.left)} ${operators[filter.op]} ${operandOf(filter.right)}${filter.escape === undefined ? '' : ` ESCAPE ${textOf(filter.escape)}`})`
  }
}

function operandOf(operand: Operand): string {
  if ('column' in operand) return nameOf(operand.column)
  if (typeof operand.value === 'string') return textOf(operand.value)
  return typeof operand.value === 'number' && !Number.isFinite(operand.value) ? 'NULL' : String(operand.value)
}

export const orderOf = (orders: readonly Order[]): string =>
  orders.map(({ column, descending }) => `${nameOf(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`).join(', ')
