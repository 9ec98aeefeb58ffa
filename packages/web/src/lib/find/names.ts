import * as m from '../messages/find.ts'
import type { Types } from '../repo/address.ts'
import type { FacetName } from './facet-view.ts'

export const typeNames: Record<Types, () => string> = {
  models: m.models,
  datasets: m.datasets,
  spaces: m.spaces,
  code: m.code,
}

export const kindNames: Record<Types | 'users' | 'orgs', () => string> = {
  ...typeNames,
  orgs: m.organizations,
  users: m.people,
}

export const facetTitles: Record<FacetName, () => string> = {
  task: m.task,
  library: m.library,
  sdk: m.sdk,
  modality: m.modality,
  format: m.format,
  size: m.size,
  language: m.language,
  license: m.license,
  base_model: m.base_model,
  other: m.other,
}
