import type { PlacedTensor } from '../inventory.ts'
import type { Figures } from './figures.ts'

export type RowStatus =
  | 'added'
  | 'removed'
  /** another shape */
  | 'reshaped'
  /** another type of number, of the same shape */
  | 'retyped'
  | 'equal'
  | 'changed'
  /** of the same shape and type; nobody has compared the numbers yet */
  | 'unread'
export type Pair = { name: string; before: PlacedTensor | null; after: PlacedTensor | null }
export type Row = Pair & { status: RowStatus; figures: Figures | null }

/** The tensors of both sides by name: in the order of the newer one, then what it no longer has. */
export function pairUp(before: readonly PlacedTensor[], after: readonly PlacedTensor[]): Pair[] {
  const old = new Map(before.map((tensor) => [tensor.name, tensor]))
  const now = new Set(after.map(({ name }) => name))
  return [
    ...after.map((tensor) => ({ name: tensor.name, before: old.get(tensor.name) ?? null, after: tensor })),
    ...before
      .filter(({ name }) => !now.has(name))
      .map((tensor) => ({ name: tensor.name, before: tensor, after: null })),
  ]
}

/** What headers alone say. */
export function statusByHeader({ before, after }: Pair): Exclude<RowStatus, 'equal' | 'changed'> {
  if (!before) return 'added'
  if (!after) return 'removed'
  if (before.shape.join() !== after.shape.join()) return 'reshaped'
  return before.dtype === after.dtype && before.sizeBytes === after.sizeBytes ? 'unread' : 'retyped'
}
