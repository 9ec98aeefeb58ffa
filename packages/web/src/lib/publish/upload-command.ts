import { repoHref, repoId, type RepoRef } from '#lib/repo/address.ts'

const typeOptions = { models: '', datasets: ' --repo-type dataset', spaces: ' --repo-type space', code: null }

/** How to upload a folder at a terminal: `hf` knows no code repos, git knows them all. */
export function uploadCommand(repo: RepoRef, origin: string): string {
  const option = typeOptions[repo.types]
  if (option === null) return `git clone ${origin}${repoHref(repo)}`
  return `export HF_ENDPOINT=${origin}\nhf auth login\nhf upload ${repoId(repo)} ./my-folder .${option}`
}
