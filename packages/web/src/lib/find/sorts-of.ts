import type { Types } from '../repo/address.ts'
import type { Sort } from './filters.ts'

const common: Sort[] = ['trendingScore', 'downloads', 'likes', 'createdAt', 'lastModified']

/** The orders that mean something for each kind of repo. */
export const sortsOf: Record<Types, readonly Sort[]> = {
  models: [...common, 'num_parameters'],
  datasets: [...common, 'mainSize'],
  spaces: common.filter((sort) => sort !== 'downloads'),
  code: common,
}
