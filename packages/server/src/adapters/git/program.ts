import { HubError } from '../../kit/errors.ts'
import { askGit } from './run-git.ts'

/** `pack-objects --stdin-packs` and all else that we ask of it */
const oldest = [2, 34] as const

export type GitVersion = { version: string; isEnough: boolean }

/** Null where there is no git. */
export async function gitVersion(): Promise<GitVersion | null> {
  const answer = await askGit({ folder: '/', args: ['version'] }).catch(() => null)
  const version = answer && /^git version ([\d.]*\d)/.exec(answer.output.toString('latin1'))?.[1]
  if (!version) return null
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return { version, isEnough: major > oldest[0] || (major === oldest[0] && minor >= oldest[1]) }
}

let found: Promise<GitVersion | null> | undefined

/** @throws HubError Unavailable where there is no git that will do; asked again each time, as it may be installed */
export async function requireGit(): Promise<void> {
  const git = await (found ??= gitVersion())
  if (git?.isEnough) return
  found = undefined
  const what = git ? `git ${git.version}, which is too old` : 'no git'
  const needed = `git ${oldest.join('.')} or newer`
  throw new HubError('Unavailable', `There is ${what} on the hub's machine. Tell its operator to install ${needed}.`)
}
