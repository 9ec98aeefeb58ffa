import { compileGlob, matchGlob, pathBytes } from '@kaihub/formats/wildmatch'
import { HubError } from '../../../kit/errors.ts'
import type { Repo } from '../../repos/index.ts'

export const defaultBranchRef = 'refs/heads/main'

type Wanted = { name: string; to: unknown; isForced: boolean }

/**
 * Which moves of a ref a repo allows, whoever may write to it and by whatever door.
 * @throws HubError AccessDenied
 */
export function requireAllowed(repo: Repo, { name, to, isForced }: Wanted): void {
  if (to === null && name === defaultBranchRef)
    throw new HubError('AccessDenied', `Cannot delete ${name}: it is the default branch.`)
  if ((to === null || isForced) && isProtected(repo, name))
    throw new HubError(
      'AccessDenied',
      `${name} is protected: it can be neither deleted nor moved to where it loses commits. Whoever administers ` +
        `${repo.fullName} may change this in its settings (protectedBranches).`,
    )
}

function isProtected({ settings }: Repo, name: string): boolean {
  const patterns = settings.protectedBranches ?? []
  const path = patterns.length > 0 ? pathBytes(name) : []
  return patterns.some((pattern) => {
    const glob = compileGlob(`refs/heads/${pattern}`)
    return glob !== null && matchGlob(glob, path)
  })
}
