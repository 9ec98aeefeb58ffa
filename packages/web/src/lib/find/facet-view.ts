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
export type FacetView = { name: FacetName; values: { id: string; label: string; count: number }[] }

/** more are found by typing them */
const mostValues = 24

/** The frequent values, and the chosen ones wherever they stand. */
export function viewFacets(facets: readonly FacetView[], chosen: readonly string[]): FacetView[] {
  const isChosen = ({ id }: { id: string }): boolean => chosen.includes(id)
  return facets.map(({ name, values }) => {
    const rest = values.filter((value) => !isChosen(value) && isShownTag(value.id))
    const shown = [...values.filter(isChosen), ...rest].slice(0, mostValues)
    return { name, values: shown.map(({ id, label, count }) => ({ id, label: valueLabel(name, label), count })) }
  })
}
