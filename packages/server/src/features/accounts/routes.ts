import type { Route } from '../../http/route.ts'
import { clientAddressBehind, type ClientAddress } from '../../http/client-address.ts'
import type { Accounts } from './index.ts'
import { administrationRoutes } from './administration/routes.ts'
import { avatarRoutes } from './avatars/routes.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { personRoutes } from './people/routes.ts'
import type { CountRepos } from './present.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { sshKeyRoutes } from './ssh-keys/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'

export type AccountsRoutesOptions = {
  repoCounts: CountRepos
  clientAddress?: ClientAddress
}

export function accountsRoutes(accounts: Accounts, options: AccountsRoutesOptions): Route[] {
  const clientAddress = options.clientAddress ?? clientAddressBehind(0)
  return [
    ...personRoutes(accounts, options.repoCounts),
    ...organizationRoutes(accounts, options.repoCounts),
    ...sessionRoutes(accounts, clientAddress),
    ...tokenRoutes(accounts),
    ...sshKeyRoutes(accounts),
    ...avatarRoutes(accounts),
    ...administrationRoutes(accounts),
  ]
}
