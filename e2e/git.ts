/** Real git as on a fresh machine: a home of its own, nobody's configuration, no questions. */
import path from 'node:path'
import { gitEnvironment, writeGitSettings } from '../packages/server/src/testing/git-client.ts'
import type { Hub, Person } from './hub.ts'

/** Large files in git need more time than small ones. */
const seconds = 600

export const gitOf = (hub: Hub) => {
  const home = () => path.join(hub.work, 'home')
  const options = (where: string) => {
    const { PATH: _, ...env } = gitEnvironment(home())
    return { cwd: path.resolve(hub.work, where), env, seconds }
  }

  /** What git prints; rejects with all it said when it fails. `where` is a folder below the transcript's own. */
  const git = async (where: string, ...args: string[]): Promise<string> =>
    (await hub.run('git', args, options(where))).stdout.trimEnd()

  /** All that git says when it fails; rejects when it does not. */
  const refusal = async (where: string, ...args: string[]): Promise<string> => {
    const { stdout, stderr } = await hub.run('git', args, { ...options(where), fails: true })
    return stdout + stderr
  }

  /** The address of a repo, with the credentials of a person. */
  const remote = (repo: string, as: Person = 'alice'): string => {
    const address = new URL(`/${repo}`, hub.url)
    if (as !== 'anonymous') Object.assign(address, { username: as, password: hub.tokens[as] })
    return address.href
  }

  const createRepo = async (name: string, more: Record<string, unknown> = {}): Promise<void> => {
    const answer = await fetch(`${hub.url}/api/repos/create`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${hub.tokens.alice}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, ...more }),
    })
    if (!answer.ok) throw new Error(`creating ${name}: ${await answer.text()}`)
  }

  /** Adds and commits all there is in a folder. */
  const commit = async (where: string, message: string): Promise<string> => {
    await git(where, 'add', '--all')
    await git(where, 'commit', '--quiet', '--message', message)
    return git(where, 'rev-parse', 'HEAD')
  }

  return { setUp: () => writeGitSettings(home()), git, refusal, remote, createRepo, commit }
}
