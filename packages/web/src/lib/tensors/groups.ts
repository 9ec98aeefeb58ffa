/** Tensors by the parts of their names: `model.layers.0.mlp.weight` lies in `model` › `layers` › `0` › `mlp`. */
export type Tensor = {
  name: string
  dtype: string
  shape: number[]
  parameters: number
  sizeBytes: number
  file: string
}

export type Group = {
  /** what its parent does not say already */
  label: string
  path: string
  count: number
  parameters: number
  groups: Group[]
  tensors: Tensor[]
}

type Draft = Omit<Group, 'groups'> & { children: Map<string, Draft> }

const draft = (label: string, path: string): Draft => ({
  label,
  path,
  count: 0,
  parameters: 0,
  tensors: [],
  children: new Map(),
})

export function groupTensors(tensors: readonly Tensor[]): Group {
  const root = draft('', '')
  for (const tensor of tensors) {
    const parts = tensor.name.split('.').slice(0, -1).slice(0, 12)
    let at = root
    add(at, tensor)
    for (const [depth, part] of parts.entries()) {
      const path = parts.slice(0, depth + 1).join('.')
      const next = at.children.get(part) ?? draft(part, path)
      at.children.set(part, next)
      at = next
      add(at, tensor)
    }
    at.tensors.push(tensor)
  }
  return finish(root)
}

function add(group: Draft, { parameters }: Tensor): void {
  group.count += 1
  group.parameters += parameters
}

/** A folder with nothing but one folder in it is shown as one line, and `10` comes after `9`. */
function finish({ children, ...group }: Draft): Group {
  const groups = [...children.values()].map(finish).toSorted((a, b) => compare(a.label, b.label))
  const [only] = groups
  if (group.path !== '' && groups.length === 1 && only && group.tensors.length === 0)
    return { ...only, label: `${group.label}.${only.label}` }
  return { ...group, groups, tensors: group.tensors.toSorted((a, b) => compare(a.name, b.name)) }
}

const { compare } = new Intl.Collator('en', { numeric: true })
