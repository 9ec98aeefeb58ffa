/** How far a name is from what was typed: 0 is the same, then what begins with it, then a word in it, then the rest. */
export function closeness(fullName: string, typed: string): number {
  const name = fullName.toLowerCase()
  const text = typed.trim().toLowerCase()
  const own = text.includes('/') ? name : name.slice(name.indexOf('/') + 1)
  if (own === text || name === text) return 0
  if (own.startsWith(text)) return 1
  if (name.startsWith(text)) return 2
  const at = own.indexOf(text)
  return at > 0 && !/[a-z0-9]/.test(own[at - 1]!) ? 2 : 3
}
