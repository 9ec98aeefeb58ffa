import type { Types } from '#lib/repo/address.ts'

/** The word for one repo in bodies of the Hub API. */
export const typeOf = { models: 'model', datasets: 'dataset', spaces: 'space', code: 'code' } as const satisfies Record<
  Types,
  string
>
