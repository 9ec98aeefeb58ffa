import { operator, type User } from '../features/accounts/index.ts'
import { readArguments, type Desk, type Noun } from './verbs.ts'

const page = 500

/** `kaihub user …`: who may log in. */
export const user: Noun = {
  name: 'user',
  summary: 'create, list and delete people, set their passwords',
  verbs: {
    create: { usage: 'create NAME [--email ADDRESS] [--full-name TEXT] [--admin] [--password-stdin]', run: create },
    list: { usage: 'list', run: list },
    'set-password': { usage: 'set-password NAME [--password-stdin]', run: setPassword },
    delete: { usage: 'delete NAME', run: remove },
  },
}

async function create(args: string[], desk: Desk): Promise<void> {
  const { NAME, options } = readArguments(
    args,
    {
      email: { type: 'string' },
      'full-name': { type: 'string' },
      admin: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
    },
    ['NAME'],
  )
  const made = await desk.accounts.createUser(operator, {
    name: NAME,
    email: options.email,
    fullName: options['full-name'],
    isAdmin: options.admin,
    password: await givenPassword(options['password-stdin'], desk),
  })
  desk.tell(`Created the user ${made.user.name}.`)
  tellOneTimePassword(made.password, desk)
}

async function list(args: string[], desk: Desk): Promise<void> {
  readArguments(args, {}, [])
  let after: string | null = null
  for (;;) {
    const users: User[] = await desk.accounts.listUsers(operator, { after, limit: page })
    for (const each of users)
      desk.print(
        [each.name, each.isAdmin ? 'admin' : 'user', each.email ?? '-', each.createdAt.toISOString()].join('\t'),
      )
    if (users.length < page) return
    after = users.at(-1)!.name.toLowerCase()
  }
}

async function setPassword(args: string[], desk: Desk): Promise<void> {
  const { NAME, options } = readArguments(args, { 'password-stdin': { type: 'boolean' } }, ['NAME'])
  const given = await givenPassword(options['password-stdin'], desk)
  const { password } = await desk.accounts.setPassword(operator, NAME, given)
  desk.tell(`Set the password of ${NAME}; all sessions ended.`)
  tellOneTimePassword(password, desk)
}

async function remove(args: string[], desk: Desk): Promise<void> {
  const { NAME } = readArguments(args, {}, ['NAME'])
  await desk.accounts.deleteUser(operator, NAME)
  desk.tell(`Deleted the user ${NAME}.`)
}

/** A password in an argument would lie open in the list of processes and in the shell's history. */
async function givenPassword(fromStandardInput: boolean | undefined, desk: Desk): Promise<string | undefined> {
  return fromStandardInput ? (await desk.readStandardInput()).replace(/\r?\n$/, '') : undefined
}

function tellOneTimePassword(password: string | null, desk: Desk): void {
  if (password === null) return
  desk.tell('The one-time password, which must be changed at the first login:')
  desk.print(password)
}
