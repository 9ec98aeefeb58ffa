export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** `path` leads to the bytes in the value of a row. */
export const cellParams = (row: number, path: readonly string[]): string =>
  new URLSearchParams([['row', String(row)], ...path.map((name): [string, string] => ['column', name])]).toString()
