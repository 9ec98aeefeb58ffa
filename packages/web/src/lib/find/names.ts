import * as m from '../messages/site.ts'
import type { Types } from '../repo/address.ts'

export const typeNames: Record<Types, () => string> = {
  models: m.models,
  datasets: m.datasets,
  spaces: m.spaces,
  code: m.code,
}
