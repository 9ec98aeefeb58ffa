/** One page of a list in an address: `?cursor=` says where it begins. */
const pageSize = 50

export function cursorOf(url: URL): { limit: number; cursor?: string } {
  const cursor = url.searchParams.get('cursor')
  return { limit: pageSize, ...(cursor ? { cursor } : {}) }
}

/** The value of a choice in an address, or nothing for one that is not offered. */
export function choiceOf<Choice extends string>(url: URL, name: string, choices: readonly Choice[]): Choice | null {
  const value = url.searchParams.get(name)
  return choices.find((choice) => choice === value) ?? null
}
