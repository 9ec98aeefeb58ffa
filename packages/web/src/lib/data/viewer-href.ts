import { repoHref, type RepoRef } from '#lib/repo/address.ts'

/** `/datasets/alice/words/viewer/default/train` */
export const viewerHref = (repo: RepoRef, config?: string, split?: string): string =>
  [`${repoHref(repo)}/viewer`, ...[config, split].filter((part) => part !== undefined).map(encodeURIComponent)].join(
    '/',
  )
