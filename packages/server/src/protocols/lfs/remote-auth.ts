/** What SSH gave out: https://github.com/git-lfs/git-lfs/blob/main/docs/api/server-discovery.md#ssh */
import type { IncomingMessage } from 'node:http'
import type { Accounts } from '../../features/accounts/index.ts'
import type { LfsGrants } from '../../features/content/index.ts'
import type { Authenticate } from '../../http/router.ts'
import { HubError } from '../../kit/errors.ts'

/** `Authorization: RemoteAuth …` is its person, let into that one repo only; any other credential is for `otherwise`. */
export const lfsAuthenticate =
  (grants: LfsGrants, accounts: Pick<Accounts, 'actorOf'>, otherwise: Authenticate): Authenticate =>
  async (request) => {
    const text = remoteAuth(request)
    if (text === null) return otherwise(request)
    const { userId, scope } = grants.read(text)
    const person = await accounts.actorOf(userId)
    if (!person) throw new HubError('InvalidCredentials', 'Invalid credentials in Authorization header')
    return { ...person, grant: { kind: 'token', role: 'fineGrained', scopes: [scope] } }
  }

export const cameBySsh = (request: IncomingMessage): boolean => remoteAuth(request) !== null

const remoteAuth = ({ headers }: IncomingMessage): string | null =>
  /^RemoteAuth +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null
