import type { Generated, JSONColumnType } from 'kysely'
import type { RepoSettings, RepoType, Visibility } from './repo.ts'

export type ReposTable = {
  id: Generated<number>
  public_id: string
  type: RepoType
  namespace_id: number
  /** the namespace's name, kept here so that finding a repo reads one row */
  namespace: string
  name: string
  /** lower-case `namespace/name`: names are unique ignoring case */
  full_name_lower: string
  visibility: Visibility
  settings: JSONColumnType<RepoSettings>
  created_by: number | null
  created_at: Date
}

export type RepoRedirectsTable = {
  type: RepoType
  full_name_lower: string
  repo_id: number
  created_at: Date
}

export type ReposTables = { repos: ReposTable; repo_redirects: RepoRedirectsTable }
