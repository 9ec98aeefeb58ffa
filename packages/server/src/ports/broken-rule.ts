/** Which rule of the schema a write broke, by PostgreSQL's error code, or null for other trouble. */
export function brokenRule(error: unknown): 'unique' | 'in-use' | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === '23505' ? 'unique' : code === '23503' ? 'in-use' : null
}
