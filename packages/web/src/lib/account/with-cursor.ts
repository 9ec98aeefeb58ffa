type Address = { pathname: string; searchParams: Iterable<[string, string]> }

/** This page with another cursor, or with none: the first one. */
export function withCursor(url: Address, cursor: string | null): string {
  const query = new URLSearchParams([...url.searchParams])
  query.delete('cursor')
  if (cursor !== null) query.set('cursor', cursor)
  return `${url.pathname}${query.size > 0 ? `?${query}` : ''}`
}
