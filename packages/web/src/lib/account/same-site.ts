/** Doors that lead straight back. */
const doors = new Set(['/login', '/join', '/logout'])

/**
 * Where to go after signing in: a path of this site, whatever the address says. Browsers read `//host`, `/\host` and
 * tabs in between as another site, so the text is parsed as they would.
 */
export function sameSitePath(next: string | null): string {
  if (!next?.startsWith('/')) return '/'
  const here = 'http://site.invalid'
  const url = URL.parse(next, here)
  if (!url || url.origin !== here || url.pathname.startsWith('//') || doors.has(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}
