import * as m from '../messages/find.ts'
import { valueLabel } from './labels.ts'
import { isShownTag } from './tag-kinds.ts'

/** Facets as a list shows them. */
export type FacetName =
  | 'task'
  | 'library'
  | 'sdk'
  | 'modality'
  | 'format'
  | 'size'
  | 'language'
  | 'license'
  | 'base_model'
  | 'other'
type Value = { id: string; label: string; count: number }
export type Facet = { name: FacetName; values: Value[] }
/** with its texts, in the reader's language */
export type FacetView = Facet & { title: string }

const titles: Record<FacetName, () => string> = {
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

/** more are found by typing them */
const mostValues = 24

/** The frequent values, and the chosen ones wherever they stand. */
export function viewFacets(facets: readonly Facet[], chosen: readonly string[]): FacetView[] {
  const isChosen = ({ id }: { id: string }): boolean => chosen.includes(id)
  return facets.map(({ name, values }) => {
    const rest = values.filter((value) => !isChosen(value) && isShownTag(value.id))
    const shown = [...values.filter(isChosen), ...rest].slice(0, mostValues)
    return {
      name,
      title: titles[name](),
      values: shown.map(({ id, label, count }) => ({ id, label: valueLabel(name, label), count })),
    }
  })
}
