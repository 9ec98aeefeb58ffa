/** How a file in chunks is announced (spec storage-protocols 1.9). Clients parse addresses and quotes strictly. */
import type { CommitId } from '../../../kit/ids.ts'
import { typeInApi, type Repo } from '../../repos/index.ts'
import type { XetHash } from '../xet/xet.ts'

export const fileInfoType = 'application/vnd.xet-fileinfo+json'

export const wantsFileInfo = (accept: string | undefined): boolean =>
  (accept ?? '').split(/[,;]/).some((type) => type.trim().toLowerCase() === fileInfoType)

export function announceXet(
  { repo, commit, hash }: { repo: Repo; commit: CommitId; hash: XetHash },
  { origin, casUrl }: { origin: string; casUrl: string },
) {
  const refreshUrl = `${origin}/api/${typeInApi[repo.type]}/${repo.fullName}/xet-read-token/${commit}`
  const reconstructionUrl = `${casUrl}/v1/reconstructions/${hash}`
  const headers = {
    'X-Xet-Hash': hash,
    Link: `<${refreshUrl}>; rel="xet-auth", <${reconstructionUrl}>; rel="xet-reconstruction-info"`,
    // One address, two answers.
    Vary: 'Accept, Origin',
  }
  return { headers, info: { hash, refreshUrl, reconstructionUrl } }
}
