import type { NamespaceId, RepoId } from '../../kit/ids.ts'

export const repoTypes = ['model', 'dataset', 'space', 'code'] as const
export type RepoType = (typeof repoTypes)[number]

export type Visibility = 'public' | 'private'

/** A model, dataset, Space or code base with its history. */
export type Repo = {
  id: RepoId
  /** 24 hex digits: `_id` on the wire */
  publicId: string
  type: RepoType
  namespaceId: NamespaceId
  namespace: string
  name: string
  /** `namespace/name` */
  fullName: string
  visibility: Visibility
  createdAt: Date
  /** who made it: a contributor may write to their own repos only */
  createdBy: NamespaceId | null
  settings: RepoSettings
}

export type RepoSettings = {
  discussionsDisabled?: boolean
  sdk?: string
  /** branches (`main`, `release/*`) that can be neither deleted nor moved to where they lose commits */
  protectedBranches?: string[]
}

/** How the parts of a URL name each type (spec hub-api 3.2). */
export const typeInApi: Record<RepoType, string> = {
  model: 'models',
  dataset: 'datasets',
  space: 'spaces',
  code: 'code',
}
const typePrefix: Record<RepoType, string> = { model: '', dataset: 'datasets/', space: 'spaces/', code: 'code/' }

/** `models` → `model`; for the `{types:models|datasets|spaces|code}` segment of a route. */
export const typeFromApi = (segment: string): RepoType =>
  repoTypes.find((type) => typeInApi[type] === segment) ?? 'model'

/** The page of a repo, also the start of its resolve and git addresses. */
export const repoUrl = (origin: string, repo: Pick<Repo, 'type' | 'fullName'>): string =>
  `${origin}/${typePrefix[repo.type]}${repo.fullName}`
