import { repoHref, repoId, type RepoRef } from '#lib/repo/address.ts'

const typeOptions = { models: '', datasets: ' --repo-type dataset', spaces: ' --repo-type space', code: null }

/** How to upload a folder at a terminal: `hf` knows no code repos, git knows them all. */
export function uploadCommand(repo: RepoRef, origin: string): string {
  const option = typeOptions[repo.types]
  if (option === null) return gitCommand(repo, origin)
  return `export HF_ENDPOINT=${origin}\nhf auth login\nhf upload ${repoId(repo)} ./my-folder .${option}`
}

export const gitCommand = (repo: RepoRef, origin: string): string =>
  `git clone ${origin}${repoHref(repo)}\ncd ${repo.name}\ngit lfs install\n# …\ngit add .\ngit commit -m "Add files"\ngit push`
