import type { Types } from './address.ts'

/** The word for one repo in bodies of the Hub API. */
export const typeOf = { models: 'model', datasets: 'dataset', spaces: 'space', code: 'code' } as const satisfies Record<
  Types,
  string
>
export type Type = (typeof typeOf)[Types]

/** The same in addresses. */
export const typesOf = {
  model: 'models',
  dataset: 'datasets',
  space: 'spaces',
  code: 'code',
} as const satisfies Record<Type, Types>
