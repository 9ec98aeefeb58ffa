/** Our own mistakes; not Node's, because browsers compute chunks with this code as well. */
export function assert(condition: boolean, what = 'an impossible value'): asserts condition {
  if (!condition) throw new BrokenAssertion(what)
}

export class BrokenAssertion extends Error {}
