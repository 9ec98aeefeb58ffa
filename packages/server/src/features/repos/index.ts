import type { Migration } from '../../ports/database.ts'
import { init } from './migrations/20261122-init.ts'

export type { RepoAddress } from './access.ts'
export { createRepos, type Repos } from './service.ts'
export type { FirstFile, RepoChanged, RepoCreated, RepoDeleted, RepoMoved } from './events.ts'
export { repoTypes, repoUrl, typeFromApi, typeInApi, type Repo, type RepoType, type Visibility } from './repo.ts'

export const reposMigrations: Migration[] = [init]
