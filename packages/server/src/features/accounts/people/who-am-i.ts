import type { Actor, SignedInActor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { AccountsContext } from '../deps.ts'
import * as namespaces from '../namespaces/queries.ts'
import { listOrganizationsOf, type OrganizationOfUser } from '../organizations/queries.ts'
import { requireSignedIn } from '../policy.ts'
import type { AccessToken } from '../tokens/queries.ts'
import { createTokens } from '../tokens/service.ts'
import * as queries from './queries.ts'
import type { User } from './user.ts'

export type WhoAmI = {
  user: User
  organizations: OrganizationOfUser[]
  /** null for a session */
  token: AccessToken | null
  /** public ids of the namespaces that the token's scopes name, by lower-cased name */
  scopeIds: Map<string, string>
}

const mostOrganizations = 1000

export function createWhoAmI(context: AccountsContext) {
  const { db } = context
  const { tokenOfHeader } = createTokens(context)

  /** What a person may know about themselves and the credential they came with. */
  async function whoAmI(actor: Actor, { authorization }: { authorization: string | undefined }): Promise<WhoAmI> {
    const person: SignedInActor = requireSignedIn(actor)
    const user = await queries.findUser(db, person.name)
    if (!user) throw new HubError('LoginRequired', 'Invalid username or password.')
    const organizations = await listOrganizationsOf(db, user.id, mostOrganizations)
    const token = person.grant.kind === 'token' ? await tokenOfHeader(authorization) : null
    const named =
      token?.scopes.filter(({ entity }) => !entity.name.includes('/')).map(({ entity }) => entity.name) ?? []
    const found = named.length === 0 ? [] : await namespaces.findByNames(db, named)
    return {
      user,
      organizations,
      token,
      scopeIds: new Map(found.map((each) => [each.name.toLowerCase(), each.publicId])),
    }
  }

  return { whoAmI }
}
