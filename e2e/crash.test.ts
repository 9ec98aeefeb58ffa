/** A crash loses nothing acknowledged: the hub is killed again and again while clients upload and commit. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { xetContent } from '../packages/server/src/testing/xet-content.ts'
import { rootFolder } from './clients/registry.ts'
import { runCommand } from './run.ts'

const main = path.join(rootFolder, 'packages/server/src/main.ts')
/** CRASH_ROUNDS makes a soak of it. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 6)
const writers = 8
const kinds = ['small', 'lfs', 'xet', 'push'] as const
type Kind = (typeof kinds)[number]

type Acknowledged = { file: string; digest: string; branch?: string }

test(`nothing acknowledged is lost in ${rounds} kills`, { timeout: 60_000 + rounds * 40_000 }, async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'kaihub-crash-'))
  const env = {
    ...(process.env as Record<string, string>),
    KAIHUB_DATA: data,
    KAIHUB_PORT: '0',
    KAIHUB_SSH_PORT: '0',
    KAIHUB_HOST: '127.0.0.1',
  }
  const kaihub = async (...args: string[]) =>
    (await runCommand(process.execPath, [main, ...args], { env })).stdout.trim()
  try {
    await kaihub('user', 'create', 'alice')
    const token = await kaihub('token', 'create', '--user', 'alice', '--role', 'write')
    const kept: Acknowledged[] = []
    for (let round = 0; round < rounds; round++) {
      const hub = await start(env)
      try {
        if (round === 0) await post(`${hub.url}/api/repos/create`, token, { name: 'crash' })
        await checkAll(hub.url, token, kept)
        const working = Array.from({ length: writers }, (_, i) =>
          write({ url: hub.url, token, kept, kind: kinds[i % kinds.length]!, folder: path.join(data, 'clients') }),
        )
        await sleep(randomInt(300, 2000))
        hub.process.kill('SIGKILL')
        await Promise.all(working)
      } finally {
        await hub.gone
      }
    }
    assert.ok(kept.length > 0, 'no commit was acknowledged before the kills: the test proved nothing')
    const hub = await start(env)
    await checkAll(hub.url, token, kept)
    hub.process.kill('SIGTERM')
    await hub.gone
    // Exits with 1 at the first damage.
    const report = await kaihub('fsck')
    process.stdout.write(`${kept.length} acknowledged commits, ${rounds} kills. ${report}\n`)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
})

async function start(
  env: Record<string, string>,
): Promise<{ url: string; process: ChildProcess; gone: Promise<unknown> }> {
  const child = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said += text.toString()
      const found = /ready at (http:\S+)/.exec(said)
      if (found) resolve(found[1]!)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => reject(new Error(`the hub did not come up again:\n${said.slice(-4000)}`)))
  })
  return { url, process: child, gone }
}

type Writer = { url: string; token: string; kept: Acknowledged[]; kind: Kind; folder: string }

/** One writer: commits until the hub dies, and remembers what was acknowledged. */
async function write(writer: Writer) {
  const { url, token, kept, kind } = writer
  try {
    if (kind === 'push') await pushOn(writer)
    for (;;) {
      const bytes = randomBytes(kind === 'small' ? randomInt(10, 60_000) : randomInt(200_000, 3_000_000))
      const digest = createHash('sha256').update(bytes).digest('hex')
      const file = `${kind}/${digest}.dat`
      if (kind === 'lfs') await upload(url, token, bytes, digest)
      if (kind === 'xet') await uploadInChunks(url, token, bytes)
      const line =
        kind !== 'small'
          ? { key: 'lfsFile', value: { path: file, algo: 'sha256', oid: digest, size: bytes.length } }
          : { key: 'file', value: { path: file, content: bytes.toString('base64'), encoding: 'base64' } }
      const lines = [{ key: 'header', value: { summary: file } }, line].map((each) => JSON.stringify(each)).join('\n')
      const answer = await fetch(`${url}/api/models/alice/crash/commit/main`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
        body: lines,
      })
      const text = await answer.text()
      // Writers race for one branch: 412 after many lost races is an honest answer, not an acknowledgement.
      if (answer.status === 200) kept.push({ file, digest })
      else assert.equal(answer.status, 412, text)
    }
  } catch (error) {
    // Only the death of the hub may end a writer.
    assert.ok(error instanceof TypeError, `a writer ended otherwise: ${String(error)}`)
  }
}

/** Pushes commit after commit to a branch of its own, until the hub dies. */
async function pushOn({ url, token, kept, folder }: Writer): Promise<void> {
  const branch = `pushed-${randomBytes(6).toString('hex')}`
  const clone = path.join(folder, branch)
  await mkdir(clone, { recursive: true })
  const env = { PATH: process.env['PATH'] ?? '', HOME: clone, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
  const git = (...args: string[]) =>
    runCommand('git', ['-C', clone, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { env })
  const address = `${url.replace('//', `//alice:${token}@`)}/alice/crash`
  await git('init', '--quiet')
  for (;;) {
    const bytes = randomBytes(randomInt(10, 300_000))
    const digest = createHash('sha256').update(bytes).digest('hex')
    const file = `push/${digest}.txt`
    await mkdir(path.join(clone, 'push'), { recursive: true })
    await writeFile(path.join(clone, file), bytes)
    await git('add', '--all')
    await git('commit', '--quiet', '--message', file)
    try {
      await git('push', '--quiet', address, `HEAD:refs/heads/${branch}`)
    } catch (error) {
      // Git cannot say that the hub is gone in a way that a program understands.
      await fetch(`${url}/health`)
      throw error
    }
    kept.push({ file, digest, branch })
  }
}

async function upload(url: string, token: string, bytes: Buffer, digest: string): Promise<void> {
  const batch = await post(`${url}/alice/crash.git/info/lfs/objects/batch`, token, {
    operation: 'upload',
    transfers: ['basic'],
    objects: [{ oid: digest, size: bytes.length }],
  })
  const { objects } = batch as { objects: { actions?: { upload: { href: string } } }[] }
  const href = objects[0]?.actions?.upload.href
  if (!href) return
  const answer = await fetch(href, { method: 'PUT', body: new Uint8Array(bytes) })
  assert.equal(answer.status, 200, await answer.text())
}

async function uploadInChunks(url: string, token: string, bytes: Buffer): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` }
  const granted = await fetch(`${url}/api/models/alice/crash/xet-write-token/main`, { headers })
  const { accessToken, casUrl } = (await granted.json()) as { accessToken: string; casUrl: string }
  const { xorb, xorbBytes, shard } = xetContent(bytes)
  for (const [target, body] of [
    [`xorbs/default/${xorb}`, xorbBytes],
    ['shards', shard],
  ] as const) {
    const authorization = { Authorization: `Bearer ${accessToken}` }
    const answer = await fetch(`${casUrl}/v1/${target}`, { method: 'POST', headers: authorization, body })
    assert.equal(answer.status, 200, await answer.text())
  }
}

async function post(url: string, token: string, body: unknown): Promise<unknown> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  return JSON.parse(text)
}

async function checkAll(url: string, token: string, kept: readonly Acknowledged[]): Promise<void> {
  for (const { file, digest, branch = 'main' } of kept) {
    const answer = await fetch(`${url}/alice/crash/resolve/${branch}/${file}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    assert.equal(answer.status, 200, `${file} was acknowledged and is gone`)
    const found = createHash('sha256')
      .update(new Uint8Array(await answer.arrayBuffer()))
      .digest('hex')
    assert.equal(found, digest, `${file} was acknowledged and has other bytes now`)
  }
}
