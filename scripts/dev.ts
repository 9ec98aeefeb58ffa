// A hub in a temporary folder with people, an organization and repos in it: `npm run dev`. Gone when it stops.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKaihubClient, type KaihubClient } from '@kaihub/client'
import { loadConfig, readEnvironment } from '../packages/server/src/config/index.ts'
import { operator } from '../packages/server/src/features/accounts/index.ts'
import { openHub, type Hub } from '../packages/server/src/hub.ts'
import { createLog } from '../packages/server/src/kit/console-log.ts'
import { repos, type DevRepo } from './dev-repos.ts'

const people = ['alice', 'bob']

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-dev-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const config = loadConfig({ KAIHUB_LOG_LEVEL: 'warn', ...readEnvironment(), KAIHUB_DATA: folder })
  const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) })
  const hub = stack.use(await openHub(config, { log, role: 'serve' }))
  const { url } = await hub.listen()
  tell(url, hub, await populate(hub, url))
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  await hub.drain(0)
}

async function populate(hub: Hub, url: string): Promise<Map<string, string>> {
  const { accounts } = hub.services
  const tokens = new Map<string, string>()
  for (const name of people) {
    await accounts.createUser(operator, { name, password: `${name} has a password` })
    const { secret } = await accounts.createAccessToken(operator, { displayName: 'dev', role: 'write', user: name })
    tokens.set(name, secret)
  }
  await accounts.createOrganization(operator, { name: 'acme', fullName: 'Acme Laboratory', admin: 'alice' })
  await accounts.setMember(operator, 'acme', { user: 'bob', role: 'contributor' })
  for (const repo of repos) {
    const token = tokens.get(repo.by)!
    await createRepo(createKaihubClient({ url, token }), { url, token }, repo)
  }
  return tokens
}

async function createRepo(client: KaihubClient, { url, token }: { url: string; token: string }, repo: DevRepo) {
  const { type, name, isPrivate = false } = repo
  const sdk = type === 'space' ? { sdk: 'static' } : {}
  const made = await client.POST('/api/repos/create', { body: { name, type, private: isPrivate, ...sdk } })
  if (made.error) throw new Error(`${name}: ${made.error.error}`)
  const lines = [
    { key: 'header', value: { summary: 'First files' } },
    ...Object.entries(repo.files).map(([path, content]) => ({
      key: 'file',
      value: { path, content: Buffer.from(content).toString('base64'), encoding: 'base64' },
    })),
  ]
  const answer = await fetch(`${url}/api/${type}s/${name}/commit/main`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`)
}

function tell(url: string, { firstStart }: Hub, tokens: Map<string, string>): void {
  console.log(`\nKaihub runs at ${url}\n`)
  if (firstStart) console.log(`  ${firstStart.user}: one-time password ${firstStart.password}`)
  for (const [name, token] of tokens) console.log(`  ${name}: password "${name} has a password", token ${token}`)
  console.log()
  for (const { type, name } of repos) console.log(`  ${url}/api/${type}s/${name}`)
  console.log(`  ${url}/api/openapi.json\n\nCtrl-C stops it and removes its data.`)
}

await main()
