/**
 * The first key that some object of this valid JSON text holds twice, or null. JSON.parse keeps the last of them
 * without a word, other readers the first: a file that both accept can show each a different model.
 */
export function findDuplicateKey(json: string): string | null {
  const open: (Set<string> | null)[] = []
  let expectsKey = false
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    if (character === '"') {
      const end = stringEnd(json, at)
      const keys = open.at(-1)
      if (expectsKey && keys) {
        const raw = json.slice(at, end + 1)
        const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1)
        if (keys.has(key)) return key
        keys.add(key)
        expectsKey = false
      }
      at = end
    } else if (character === '{') {
      open.push(new Set())
      expectsKey = true
    } else if (character === '[') {
      open.push(null)
      expectsKey = false
    } else if (character === '}' || character === ']') open.pop()
    else if (character === ',') expectsKey = open.at(-1) instanceof Set
  }
  return null
}

function stringEnd(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1
    else if (json[at] === '"') return at
  }
  return json.length
}
