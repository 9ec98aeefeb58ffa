/** What follows `/upload/` or `/edit/` in an address: the revision is one segment, whatever slashes it has inside. */
export function placeInAddress(pathname: string, word: string): { revision: string; path: string } {
  const [, , after = ''] = new RegExp(`^((?:/[^/]+){2,3})/${word}(?:/(.*))?$`).exec(pathname) ?? []
  const [revision = '', ...segments] = after.split('/').map(decodeURIComponent)
  return { revision: revision === '' ? 'main' : revision, path: segments.filter(Boolean).join('/') }
}
