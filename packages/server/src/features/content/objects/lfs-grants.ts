import { limits } from '../../../config/limits.ts'
import type { TokenScope } from '../../../kit/actor.ts'
import type { Clock } from '../../../kit/clock.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { Repo } from '../../repos/index.ts'
import { createSigned } from '../signed.ts'

export type LfsOperation = 'upload' | 'download'
type Facts = { userId: NamespaceId; type: Repo['type']; fullName: string; operation: LfsOperation }

/**
 * What `git-lfs-authenticate` answers over SSH (https://github.com/git-lfs/git-lfs/blob/main/docs/api/authentication.md):
 * a credential of one person for LFS requests about one repo, good for some minutes. It gives no right that the person
 * has not got when it is used.
 */
export function createLfsGrants(secretKey: string, clock: Clock) {
  const signed = createSigned<Facts>(secretKey, 'kaihub LFS grant v1', clock)

  function issue({ userId, repo, operation }: { userId: NamespaceId; repo: Repo; operation: LfsOperation }) {
    const expiresIn = limits.lfsGrantSeconds
    const { text } = signed.issue({ userId, type: repo.type, fullName: repo.fullName, operation }, expiresIn)
    return { header: { Authorization: `RemoteAuth ${text}` }, expiresIn }
  }

  /** Whose grant this is and how far it reaches. @throws HubError InvalidCredentials */
  function read(text: string): { userId: NamespaceId; scope: TokenScope } {
    const found = signed.read(text)
    if (!found) throw new HubError('InvalidCredentials', 'Invalid credentials in Authorization header')
    if (found.isExpired)
      throw new HubError('InvalidCredentials', 'This LFS credential has expired. Connect again by SSH.')
    const { userId, type, fullName, operation } = found.facts
    const permissions = [operation === 'upload' ? 'repo.write' : 'repo.content.read']
    return { userId, scope: { entity: { type, name: fullName }, permissions } }
  }

  return { issue, read }
}

export type LfsGrants = ReturnType<typeof createLfsGrants>
