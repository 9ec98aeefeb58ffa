import type { IncomingMessage } from 'node:http'
import type { Route } from '../../http/route.ts'
import type { Accounts } from './index.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { personRoutes } from './people/routes.ts'
import type { CountRepos } from './present.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { sshKeyRoutes } from './ssh-keys/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'

export type AccountsRoutesOptions = {
  repoCounts: CountRepos
  /** whose guesses of passwords are counted together; behind a proxy the socket's address is the proxy's */
  clientAddress?: (request: IncomingMessage) => string | null
}

export function accountsRoutes(accounts: Accounts, options: AccountsRoutesOptions): Route[] {
  const clientAddress = options.clientAddress ?? ((request) => request.socket.remoteAddress ?? null)
  return [
    ...personRoutes(accounts, options.repoCounts),
    ...organizationRoutes(accounts, options.repoCounts),
    ...sessionRoutes(accounts, clientAddress),
    ...tokenRoutes(accounts),
    ...sshKeyRoutes(accounts),
  ]
}
