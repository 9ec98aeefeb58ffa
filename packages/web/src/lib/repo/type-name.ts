import * as m from '../messages/repo.ts'
import type { Types } from './address.ts'

/** What one repo of this kind is called. */
export function typeName(types: Types): string {
  return { models: m.model, datasets: m.dataset, spaces: m.space, code: m.codeRepo }[types]()
}

/** What leads to the ways to use a repo of this kind. */
export function useName(types: Types): string {
  return { models: m.useThisModel, datasets: m.useThisDataset, spaces: m.useThisRepo, code: m.useThisRepo }[types]()
}
