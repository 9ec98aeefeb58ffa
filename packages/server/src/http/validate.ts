import { z } from 'zod'
import { HubError } from '../kit/errors.ts'

/**
 * Checks a value against a schema. Text pairs (query, form) are lists of values: the schema decides which fields keep
 * the list and which take the last value.
 * @throws HubError BadRequest naming every fault
 */
export function validate(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 10).map((issue) => `"${issue.path.join('.') || where}" ${issue.message}`)
  throw new HubError('BadRequest', faults.join('; '))
}

export function validatePairs(schema: z.ZodType | undefined, pairs: Record<string, string[]>, where: string): unknown {
  if (!schema) return undefined
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {}
  const value: Record<string, unknown> = {}
  for (const [name, list] of Object.entries(pairs)) {
    const field = shape[name]
    if (field) value[name] = holdsList(field) ? list : list.at(-1)
  }
  return validate(schema, value, where)
}

function holdsList(field: z.ZodType): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodNullable)
    return holdsList(field.unwrap() as z.ZodType)
  if (field instanceof z.ZodPipe) return holdsList(field.in as z.ZodType)
  return field instanceof z.ZodArray
}
