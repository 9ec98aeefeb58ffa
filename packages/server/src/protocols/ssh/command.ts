/** What clients of git and git-lfs ask for over SSH: https://git-scm.com/docs/pack-protocol#_ssh_transport */
import { limits } from '../../config/limits.ts'
import { typeFromApi, type RepoAddress } from '../../features/repos/index.ts'
import { HubError } from '../../kit/errors.ts'

export type LfsOperation = 'upload' | 'download'

export type Command =
  | { verb: 'upload-pack' | 'receive-pack'; address: RepoAddress }
  | { verb: 'lfs-authenticate'; address: RepoAddress; operation: LfsOperation }

/** @throws HubError for whatever is not served here */
export function parseCommand(line: string): Command {
  const [program = '', ...args] = joinGit(splitWords(line))
  switch (program) {
    case 'git-upload-pack':
    case 'git-receive-pack':
      if (args.length !== 1) throw new HubError('BadRequest', `${program} takes one repository.`)
      return { verb: program === 'git-upload-pack' ? 'upload-pack' : 'receive-pack', address: parsePath(args[0]!) }
    case 'git-lfs-authenticate':
      return parseLfs(args)
    case 'git-lfs-transfer':
      throw new HubError('NotImplemented', 'LFS objects travel over HTTP here; git-lfs finds the way by itself.')
    case 'git-upload-archive':
      throw new HubError('NotImplemented', 'Archives are not made here: clone the repository, or download its files.')
    default:
      throw new HubError('NotImplemented', 'This is no command of Kaihub: it speaks git and git-lfs only.')
  }
}

/** Older versions of git-lfs also name an object, which does not matter. */
function parseLfs([path, operation, ...more]: string[]): Command {
  if (path === undefined || more.length > 1 || (operation !== 'upload' && operation !== 'download'))
    throw new HubError('BadRequest', 'git-lfs-authenticate takes a repository and "upload" or "download".')
  return { verb: 'lfs-authenticate', address: parsePath(path), operation }
}

const joinGit = ([first, second, ...rest]: string[]): string[] =>
  first === 'git' && second !== undefined
    ? [`git-${second}`, ...rest]
    : [first ?? '', ...(second === undefined ? [] : [second]), ...rest]

/**
 * Words as git writes them: plain, or in single quotes, with `'\''` and `'\!'` for what the quotes cannot hold. No shell
 * ever sees them, and whatever only a shell could read is refused.
 */
export function splitWords(line: string): string[] {
  const wholeLine = /^ *(?:(?:[\w./~+=:,@%-]|'[^'\0]*'|\\['!])+(?: +|$))*$/
  if (Buffer.byteLength(line) > limits.sshCommandBytes || !wholeLine.test(line))
    throw new HubError('BadRequest', 'This command line cannot be read.')
  return (line.match(/(?:[^ '\\]|'[^']*'|\\.)+/g) ?? []).map((word) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
  )
}

const shape = /^\/?(?:(?<prefix>datasets|spaces|code)\/)?(?<namespace>[^/]+)\/(?<name>[^/]+?)(?:[.]git)?\/?$/

/** `/alice/model.git`, `datasets/alice/rows`: as in the address of the page, with or without `.git`. */
export function parsePath(path: string): RepoAddress {
  const { prefix = 'models', namespace, name } = shape.exec(path)?.groups ?? {}
  // the very words for a repo that is not there, or not for this person
  if (!namespace || !name) throw new HubError('RepoNotFound', 'Repository not found')
  return { type: typeFromApi(prefix), namespace, name }
}
