import { operator } from '../features/accounts/index.ts'
import { repoTypes, type Repo, type RepoAddress, type RepoType } from '../features/repos/index.ts'
import { oneOf, readArguments, UsageError, type Noun } from './verbs.ts'

const page = 500
const typeOption = { type: { type: 'string', default: 'model' } } as const

/** `kaihub repo …`: what is there, for operators and scripts. */
export const repo: Noun = {
  name: 'repo',
  summary: 'list, create, move and delete repositories, change who sees them',
  verbs: {
    list: {
      usage: 'list',
      run: async (args, { repos, print }) => {
        readArguments(args, {}, [])
        for (let after = 0; ;) {
          const found = await repos.page(after, page)
          for (const each of found) print(lineOf(each))
          if (found.length < page) return
          after = found.at(-1)!.id
        }
      },
    },
    create: {
      usage: 'create NAMESPACE/NAME [--type model|dataset|space|code] [--private] [--sdk SDK]',
      run: async (args, { repos, print }) => {
        const options = { ...typeOption, private: { type: 'boolean' }, sdk: { type: 'string' } } as const
        const given = readArguments(args, options, ['NAME'])
        const address = addressOf(given.NAME, given.options.type)
        if (address.type === 'space' && !given.options.sdk)
          throw new UsageError('A Space needs --sdk gradio|docker|static.')
        const settings = given.options.sdk ? { sdk: given.options.sdk } : {}
        const visibility = given.options.private ? 'private' : null
        print(lineOf(await repos.create(operator, { ...address, visibility, settings })))
      },
    },
    move: {
      usage: 'move NAMESPACE/NAME NAMESPACE/NAME [--type TYPE]',
      run: async (args, { repos, print }) => {
        const given = readArguments(args, typeOption, ['FROM', 'TO'])
        const to = addressOf(given.TO, given.options.type)
        print(lineOf(await repos.move(operator, addressOf(given.FROM, given.options.type), to)))
      },
    },
    'set-visibility': {
      usage: 'set-visibility NAMESPACE/NAME public|private [--type TYPE]',
      run: async (args, { repos, print }) => {
        const given = readArguments(args, typeOption, ['NAME', 'VISIBILITY'])
        const visibility = oneOf(['public', 'private'] as const, given.VISIBILITY, 'The visibility')
        print(lineOf(await repos.updateSettings(operator, addressOf(given.NAME, given.options.type), { visibility })))
      },
    },
    delete: {
      usage: 'delete NAMESPACE/NAME --yes [--type TYPE]',
      run: async (args, { repos, print }) => {
        const given = readArguments(args, { ...typeOption, yes: { type: 'boolean' } } as const, ['NAME'])
        if (!given.options.yes) throw new UsageError('Deleting cannot be undone: say --yes if you mean it.')
        await repos.remove(operator, addressOf(given.NAME, given.options.type))
        print(`deleted ${given.options.type} ${given.NAME}`)
      },
    },
  },
}

const lineOf = ({ type, fullName, visibility }: Repo): string => `${type}\t${fullName}\t${visibility}`

function addressOf(fullName: string, type: string): RepoAddress {
  const [namespace, name, more] = fullName.split('/')
  if (!namespace || !name || more !== undefined)
    throw new UsageError(`"${fullName}" is not of the form namespace/name.`)
  return { type: oneOf<RepoType>(repoTypes, type, 'The type'), namespace, name }
}
