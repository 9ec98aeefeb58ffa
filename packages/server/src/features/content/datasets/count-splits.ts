import { limits } from '../../../config/limits.ts'
import { isHubError } from '../../../kit/errors.ts'
import type { NamedFeature } from '../tables/features.ts'
import type { Looker } from '../tables/look.ts'
import type { Split } from './find-splits.ts'
import type { Dataset } from './layouts.ts'
import type { Datasets } from './service.ts'

export type Counted = { split: Split; rows: number; features: NamedFeature[]; isPartial: boolean }

/** Counts what can be counted in one answer; a split that cannot be read is told as failed. */
export async function countSplits(datasets: Datasets, looker: Looker, dataset: Dataset, splits: readonly Split[]) {
  const counted: Counted[] = []
  const failed: { dataset: string; config: string; split: string }[] = []
  for (const split of splits.slice(0, limits.splitsCounted)) {
    try {
      const { rows, features, isPartial } = await datasets.describe(looker, dataset, split)
      counted.push({ split, rows, features, isPartial })
    } catch (error) {
      if (!isHubError(error, 'BadRequest') && !isHubError(error, 'TableTooLarge')) throw error
      failed.push({ dataset: dataset.repo.fullName, config: split.config, split: split.split })
    }
  }
  const isPartial = splits.length > limits.splitsCounted || counted.some((one) => one.isPartial)
  return { counted, failed, isPartial }
}
