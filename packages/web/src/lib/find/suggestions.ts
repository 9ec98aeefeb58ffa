import type { Types } from '../repo/address.ts'
import { hrefOfId } from './href.ts'
import { taskName } from './task-names.ts'

export type Kind = Types | 'users' | 'orgs'
export type Suggestion = {
  kind: Kind
  name: string
  /** what else it is called */ note: string | null
  href: string
  private: boolean
}

type Repo = { id: string; private: boolean; pipeline_tag?: string | undefined }
export type Found = Record<Types, Repo[]> & {
  users: { user: string; fullname: string }[]
  orgs: { name: string; fullname: string }[]
}

const repoKinds: readonly Types[] = ['models', 'datasets', 'spaces', 'code']

/** The answer of a quick search in the order in which it is shown. */
export function suggestionsOf(found: Found): Suggestion[] {
  return [
    ...repoKinds.flatMap((kind) =>
      found[kind].map((repo) => ({
        kind,
        name: repo.id,
        note: repo.pipeline_tag ? taskName(repo.pipeline_tag) : null,
        href: hrefOfId(kind, repo.id),
        private: repo.private,
      })),
    ),
    ...found.orgs.map(({ name, fullname }) => ofName('orgs', name, fullname)),
    ...found.users.map(({ user, fullname }) => ofName('users', user, fullname)),
  ]
}

const ofName = (kind: 'users' | 'orgs', name: string, fullname: string): Suggestion => ({
  kind,
  name,
  note: fullname === name ? null : fullname,
  href: `/${encodeURIComponent(name)}`,
  private: false,
})
