/** Large files in parts by the agent that `hf lfs-enable-largefiles` sets up for git-lfs. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { limits } from '../packages/server/src/config/limits.ts'
import { gitEnvironment } from '../packages/server/src/testing/git-client.ts'
import { clientFolder } from './clients/registry.ts'
import { digestsOf, sha256Of, writeRandomFile } from './files.ts'
import { gitOf } from './git.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

type Client = 'py1' | 'py2'

const hub = hubOfThisFile(() => begin())
const { setUp, git, remote, createRepo, commit } = gitOf(hub)
const at = (...names: string[]) => path.join(hub.work, ...names)
const heardOf = (client: Client) => at(`${client}-bin/heard`)
const largeBytes = limits.multipartThresholdBytes + limits.multipartPartBytes + 12_345
const withoutGit = /^\.git\//

const begin = async (): Promise<void> => {
  await setUp()
  await git('.', 'lfs', 'install')
}

/** git-lfs starts the agent as `hf`; here it is that of the client, with all it says to git-lfs written down. */
const layOutAgent = (client: Client): void => {
  mkdirSync(at(`${client}-bin`))
  const script = `#!/bin/sh\n"${path.join(clientFolder(client), 'bin/hf')}" "$@" | tee -a "${heardOf(client)}"\n`
  writeFileSync(at(`${client}-bin/hf`), script, { mode: 0o755 })
}

const gitWithAgent = async (client: Client, where: string, ...args: string[]): Promise<string> => {
  const home = gitEnvironment(at('home'))
  const env = { ...home, PATH: `${at(`${client}-bin`)}:${home['PATH']}`, GIT_TRACE: '1' }
  return (await hub.run('git', args, { cwd: at(where), env })).stderr
}

/** How many parts of an object the hub took, and how often the agent was done with it. */
const told = (client: Client, oid: string): { parts: number; done: number } => {
  const lines = readFileSync(heardOf(client), 'utf8').trim().split('\n')
  const events = lines.map((line) => JSON.parse(line) as { event?: string; oid?: string; bytesSinceLast?: number })
  const own = events.filter((event) => event.oid === oid)
  return {
    parts: own.filter((event) => event.event === 'progress' && event.bytesSinceLast! > 0).length,
    done: own.filter((event) => event.event === 'complete').length,
  }
}

for (const client of ['py1', 'py2'] as const) {
  const name = `huggingface_hub ${client.slice(2)}.x`
  const repo = `parts-${client}`

  transcript(`${name}: what is large goes up in parts beside what is small`, [client], async () => {
    layOutAgent(client)
    await createRepo(repo)
    await git('.', 'clone', '--quiet', remote(`alice/${repo}`), repo)
    await hub.run(path.join(clientFolder(client), 'bin/hf'), ['lfs-enable-largefiles', at(repo)])
    writeRandomFile(at(repo, 'large.bin'), largeBytes)
    writeRandomFile(at(repo, 'deep/small.bin'), 1000)
    await commit(repo, 'Large and small')
    const trace = await gitWithAgent(client, repo, 'push', 'origin', 'main')
    assert.match(trace, /starting transfer adapter "multipart"/)
    const large = await sha256Of(at(repo, 'large.bin'))
    const parts = Math.ceil(largeBytes / limits.multipartPartBytes)
    assert.deepEqual(told(client, large), { parts, done: 1 })
    assert.deepEqual(told(client, await sha256Of(at(repo, 'deep/small.bin'))), { parts: 1, done: 1 })
    await git('.', 'clone', '--quiet', remote(`alice/${repo}`, 'anonymous'), `${repo}-again`)
    assert.deepEqual(await digestsOf(at(`${repo}-again`), withoutGit), await digestsOf(at(repo), withoutGit))
  })

  transcript(`${name}: the agent is for uploads alone, and who has it fetches as anybody does`, [client], async () => {
    const before = await digestsOf(at(repo), withoutGit)
    rmSync(at(repo, '.git/lfs/objects'), { recursive: true })
    for (const file of ['large.bin', 'deep/small.bin']) rmSync(at(repo, file))
    const trace = await gitWithAgent(client, repo, 'lfs', 'pull')
    assert.match(trace, /starting transfer adapter "basic"/)
    assert.deepEqual(await digestsOf(at(repo), withoutGit), before)
  })
}
