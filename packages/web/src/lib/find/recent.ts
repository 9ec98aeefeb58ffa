/** Repos that this browser has shown lately. They stay in the browser: nobody else learns of them. */
export type Recent = { types: string; id: string }

const key = 'recent-repos'
const most = 8

export function readRecent(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : []
  } catch {
    // storage may be closed to us, or hold what somebody else wrote
    return []
  }
}

export function noteRecent({ types, id }: Recent): void {
  const others = readRecent().filter((known) => known.types !== types || known.id !== id)
  write([{ types, id }, ...others].slice(0, most))
}

export const forgetRecent = (): void => write([])

function write(items: Recent[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(items))
  } catch {
    // a browser without storage remembers nothing
  }
}

const isRecent = (item: unknown): item is Recent =>
  typeof item === 'object' &&
  item !== null &&
  /^(models|datasets|spaces|code)$/.test(String((item as Recent).types)) &&
  /^[\w.-]+\/[\w.-]+$/.test(String((item as Recent).id))
