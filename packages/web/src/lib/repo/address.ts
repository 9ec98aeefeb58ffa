/** Where a repo's pages and files are. Models have no prefix; a revision in an address is one segment. */
export type Types = 'models' | 'datasets' | 'spaces' | 'code'
export type RepoRef = { types: Types; namespace: string; name: string }

export type RepoParams = { types?: string | undefined; namespace: string; name: string }

export const repoRef = ({ types, namespace, name }: RepoParams): RepoRef => ({
  types: (types as Types | undefined) ?? 'models',
  namespace,
  name,
})

export const repoId = ({ namespace, name }: RepoRef): string => `${namespace}/${name}`

/** Each segment of a path, encoded; slashes stay. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** `/datasets/alice/words` */
export const repoHref = (repo: RepoRef): string =>
  `${repo.types === 'models' ? '' : `/${repo.types}`}/${encodeURIComponent(repo.namespace)}/${encodeURIComponent(repo.name)}`

type Place = 'tree' | 'blob' | 'resolve' | 'raw' | 'commits' | 'edit' | 'upload'

/** `/datasets/alice/words/blob/main/data/a.csv`; a branch such as `feature/x` is written `feature%2Fx`. */
export function placeHref(repo: RepoRef, place: Place, revision: string, path = ''): string {
  return `${repoHref(repo)}/${place}/${encodeURIComponent(revision)}${path === '' ? '' : `/${encodePath(path)}`}`
}

/** Path parameters of the Hub API for this repo. */
export const apiPath = ({ types, namespace, name }: RepoRef): { types: Types; namespace: string; name: string } => ({
  types,
  namespace,
  name,
})
