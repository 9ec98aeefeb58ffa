import { operator } from '../features/accounts/index.ts'
import type { TokenScope } from '../kit/actor.ts'
import { oneOf, readArguments, UsageError, type Desk, type Noun } from './verbs.ts'

const day = 86_400_000
const roles = ['read', 'write', 'fineGrained'] as const
const entityTypes = ['user', 'org', 'model', 'dataset', 'space', 'code'] as const

/** `kaihub token …`: access tokens of other people, for setting up machines. */
export const token: Noun = {
  name: 'token',
  summary: 'create, list and revoke access tokens',
  verbs: {
    create: {
      usage:
        `create --user NAME --role ${roles.join('|')} [--name LABEL] [--expires DAYS] ` +
        '[--scope TYPE:NAME:PERMISSION[,PERMISSION]]...',
      run: create,
    },
    list: { usage: 'list --user NAME', run: list },
    revoke: { usage: 'revoke ID --user NAME', run: revoke },
  },
}

/** The token stands alone on standard output: `TOKEN=$(kaihub token create …)`. */
async function create(args: string[], desk: Desk): Promise<void> {
  const { options } = readArguments(
    args,
    {
      user: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string', default: 'command line' },
      expires: { type: 'string' },
      scope: { type: 'string', multiple: true, default: [] },
    },
    [],
  )
  const scopes = options.scope.map(readScope)
  const role = oneOf(roles, options.role ?? (scopes.length > 0 ? 'fineGrained' : undefined), '--role')
  const { secret } = await desk.accounts.createAccessToken(operator, {
    user: required(options.user),
    role,
    displayName: options.name,
    scopes,
    expiresAt: options.expires === undefined ? null : expiryIn(options.expires, desk.now()),
  })
  desk.print(secret)
}

async function list(args: string[], desk: Desk): Promise<void> {
  const { options } = readArguments(args, { user: { type: 'string' } }, [])
  for (const each of await desk.accounts.listAccessTokens(operator, { user: required(options.user) })) {
    const expiry = each.expiresAt?.toISOString() ?? 'never'
    const used = each.lastUsedAt?.toISOString() ?? 'never'
    desk.print(
      [each.publicId, each.role, `…${each.lastFour}`, each.displayName, `expires ${expiry}`, `used ${used}`].join('\t'),
    )
  }
}

async function revoke(args: string[], desk: Desk): Promise<void> {
  const { ID, options } = readArguments(args, { user: { type: 'string' } }, ['ID'])
  await desk.accounts.revokeAccessToken(operator, { id: ID, user: required(options.user) })
  desk.tell('Revoked the access token.')
}

function required(name: string | undefined): string {
  if (name === undefined) throw new UsageError('--user is missing.')
  return name
}

function expiryIn(days: string, now: Date): Date {
  if (!/^\d{1,4}$/.test(days) || Number(days) === 0) throw new UsageError('--expires takes a number of days.')
  return new Date(now.getTime() + Number(days) * day)
}

/** `model:alice/one:repo.write` */
function readScope(text: string): TokenScope {
  const [type, name, permissions, ...more] = text.split(':')
  if (!name || !permissions || more.length > 0) throw new UsageError('--scope takes TYPE:NAME:PERMISSION.')
  return {
    entity: { type: oneOf(entityTypes, type, 'The type of --scope'), name },
    permissions: permissions.split(','),
  }
}
