import { LRUCache } from 'lru-cache'

type MemoryOptions<Value> = {
  mostBytes: number
  /** about what a value takes in memory */
  bytesOf: (value: Value) => number
  /** in milliseconds; 0: not at all */
  keepFor?: (value: Value) => number
}

/** What work came to, by a key that says all it depends on. Who asks while it is done waits for the same work. */
export function createMemory<Value extends object>({ mostBytes, bytesOf, keepFor }: MemoryOptions<Value>) {
  const known = new LRUCache<string, Value>({
    maxSize: mostBytes,
    sizeCalculation: (value, key) => Math.ceil(bytesOf(value)) + 2 * key.length + 100,
  })
  const underWay = new Map<string, Promise<Value>>()

  return async function remembered(key: string, work: () => Promise<Value>): Promise<Value> {
    const before = known.get(key) ?? underWay.get(key)
    if (before) return before
    const working = work()
    underWay.set(key, working)
    try {
      const value = await working
      const life = keepFor?.(value) ?? Infinity
      if (life > 0) known.set(key, value, life === Infinity ? {} : { ttl: life })
      return value
    } finally {
      underWay.delete(key)
    }
  }
}
