import { limits } from '../../config/limits.ts'
import type { Migration } from '../../ports/database.ts'
import { createAuthentication } from './credentials/authenticate.ts'
import type { AccountsContext, AccountsDeps } from './deps.ts'
import { createDeviceGrants } from './device-login/grants.ts'
import { createDeviceLogin } from './device-login/service.ts'
import { attempts } from './migrations/20261122-attempts.ts'
import { deviceLogin } from './migrations/20261122-device-login.ts'
import { init } from './migrations/20261122-init.ts'
import { createDirectory } from './administration/service.ts'
import { createAvatars } from './avatars/service.ts'
import { profiles } from './migrations/20261125-profiles.ts'
import { sessionAddress } from './migrations/20261125-session-address.ts'
import { nameSearch } from './migrations/20261123-name-search.ts'
import { createNamespaces } from './namespaces/service.ts'
import { createMembers } from './organizations/members.ts'
import { createOrganizations } from './organizations/service.ts'
import { createAdministration } from './people/administration.ts'
import { createPeople } from './people/service.ts'
import { createWhoAmI } from './people/who-am-i.ts'
import { roleIn, tokenAllows } from './policy.ts'
import { createLogin } from './sessions/login.ts'
import { createSessions } from './sessions/service.ts'
import { createSshKeys } from './ssh-keys/service.ts'
import { createTokens } from './tokens/service.ts'

/** Who there is, what they may do, and the credentials they prove it with. */
export function createAccounts(deps: AccountsDeps) {
  const context: AccountsContext = { ...deps, limits: { ...limits, ...deps.limits } }
  return {
    ...createAuthentication(context),
    ...createNamespaces(context),
    ...createPeople(context),
    ...createAdministration(context),
    ...createDirectory(context),
    ...createAvatars(context),
    ...createWhoAmI(context),
    ...createOrganizations(context),
    ...createMembers(context),
    ...createSessions(context),
    ...createLogin(context),
    ...createTokens(context),
    ...createDeviceLogin(context),
    ...createDeviceGrants(context),
    ...createSshKeys(context),
    roleIn,
    tokenAllows,
  }
}

export type Accounts = ReturnType<typeof createAccounts>

export const accountsMigrations: Migration[] = [init, attempts, deviceLogin, nameSearch, profiles, sessionAddress]

export type { RequestCredentials } from './credentials/read-credentials.ts'
export type { AccountsDeps, AccountsLimits } from './deps.ts'
export type { DeviceGrant, Refusal } from './device-login/grants.ts'
export type { DeviceLogin, StartedDeviceLogin } from './device-login/service.ts'
export { checkName, isName } from './names.ts'
export type { Namespace } from './namespaces/namespace.ts'
export type { FoundName, PublicPerson } from './namespaces/service.ts'
export type { CreateOrganization, UpdateOrganization } from './organizations/service.ts'
export type { Page } from './organizations/members.ts'
export type { Member, Organization, OrganizationOfUser } from './organizations/queries.ts'
export type { CreateUser, NewUser } from './people/service.ts'
export type { WhoAmI } from './people/who-am-i.ts'
export type { User } from './people/user.ts'
export { operator, requireInstanceAdmin, type Permission, type Reach } from './policy.ts'
export type { Login } from './sessions/login.ts'
export type { NewSession, Session } from './sessions/service.ts'
export type { SshKey } from './ssh-keys/queries.ts'
export type { DefaultVisibility, NamespaceKind, TokenRole } from './tables.ts'
export type { AccessToken } from './tokens/queries.ts'
export type { CreateAccessToken, NewAccessToken } from './tokens/service.ts'
