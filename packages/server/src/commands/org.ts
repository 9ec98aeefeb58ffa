import { operator, type Organization } from '../features/accounts/index.ts'
import { oneOf, readArguments, UsageError, type Desk, type Noun } from './verbs.ts'

const page = 500
const visibilities = ['public', 'private'] as const
const roles = ['read', 'contributor', 'write', 'admin'] as const

/** `kaihub org …`: organisations and who belongs to them. */
export const org: Noun = {
  name: 'org',
  summary: 'create and list organizations, add and remove members',
  verbs: {
    create: {
      usage: 'create NAME --admin USER [--full-name TEXT] [--default-visibility public|private]',
      run: create,
    },
    list: { usage: 'list', run: list },
    'add-member': { usage: `add-member ORG USER --role ${roles.join('|')}`, run: addMember },
    'remove-member': { usage: 'remove-member ORG USER', run: removeMember },
    delete: { usage: 'delete NAME', run: remove },
  },
}

async function create(args: string[], desk: Desk): Promise<void> {
  const { NAME, options } = readArguments(
    args,
    { admin: { type: 'string' }, 'full-name': { type: 'string' }, 'default-visibility': { type: 'string' } },
    ['NAME'],
  )
  if (options.admin === undefined) throw new UsageError('--admin is missing.')
  const visibility = options['default-visibility']
  const made = await desk.accounts.createOrganization(operator, {
    name: NAME,
    admin: options.admin,
    fullName: options['full-name'],
    defaultVisibility: visibility === undefined ? undefined : oneOf(visibilities, visibility, '--default-visibility'),
  })
  desk.tell(`Created the organization ${made.name}, led by ${options.admin}.`)
}

async function list(args: string[], desk: Desk): Promise<void> {
  readArguments(args, {}, [])
  let after: string | null = null
  for (;;) {
    const found: Organization[] = await desk.accounts.listOrganizations(operator, { after, limit: page })
    for (const each of found) desk.print([each.name, each.defaultVisibility, each.createdAt.toISOString()].join('\t'))
    if (found.length < page) return
    after = found.at(-1)!.name.toLowerCase()
  }
}

async function addMember(args: string[], desk: Desk): Promise<void> {
  const { ORG, USER, options } = readArguments(args, { role: { type: 'string' } }, ['ORG', 'USER'])
  const role = oneOf(roles, options.role, '--role')
  await desk.accounts.setMember(operator, ORG, { user: USER, role })
  desk.tell(`${USER} now has the role ${role} in ${ORG}.`)
}

async function removeMember(args: string[], desk: Desk): Promise<void> {
  const { ORG, USER } = readArguments(args, {}, ['ORG', 'USER'])
  await desk.accounts.removeMember(operator, ORG, USER)
  desk.tell(`${USER} no longer belongs to ${ORG}.`)
}

async function remove(args: string[], desk: Desk): Promise<void> {
  const { NAME } = readArguments(args, {}, ['NAME'])
  await desk.accounts.deleteOrganization(operator, NAME)
  desk.tell(`Deleted the organization ${NAME}.`)
}
