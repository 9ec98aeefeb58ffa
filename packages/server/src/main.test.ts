// The process itself: what it says, when it ends and how. Each start is a real one, on a folder of its own.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

const main = join(import.meta.dirname, 'main.ts')

async function makeFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-main-'))
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return folder
}

function start(dataFolder: string, ...args: string[]) {
  const ports = { KAIHUB_PORT: '0', KAIHUB_SSH_PORT: '0' }
  const env = { PATH: process.env['PATH'], KAIHUB_DATA: dataFolder, KAIHUB_LOG: 'text', ...ports }
  return spawn(process.execPath, [main, ...args], { env, cwd: dataFolder, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function finish(child: ReturnType<typeof start>): Promise<{ status: number | null; out: string; told: string }> {
  const [out, told, [status]] = await Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, 'exit')])
  return { status, out: String(out), told: String(told) }
}

/** Starts a hub and waits for it; `said` grows with what it prints. */
async function serve(t: TestContext, dataFolder: string) {
  const child = start(dataFolder, 'serve')
  t.after(() => child.kill('SIGKILL'))
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const said: string[] = []
  const ready = Promise.withResolvers<string>()
  const stopping = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line)
    const url = /^Kaihub is ready at (\S+)$/.exec(line)?.[1]
    if (url) ready.resolve(url)
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line)
    if (line.includes('Stopping')) stopping.resolve()
  })
  const failed = exited.then(() => Promise.reject(new Error(said.join('\n'))))
  const url = await Promise.race([ready.promise, failed])
  return { child, url, said, exited, stopping: stopping.promise }
}

test('a hub comes up, works beside commands, keeps others out, and stops in order', async (t) => {
  const folder = await makeFolder(t)
  const hub = await serve(t, folder)
  assert.equal((await fetch(`${hub.url}/api/models`)).status, 200)
  const second = await finish(start(folder, 'serve'))
  assert.equal(second.status, 1)
  assert.match(second.told, new RegExp(`A hub at ${hub.url} .process ${hub.child.pid}, .*${folder}`))
  const list = await finish(start(folder, 'user', 'list'))
  assert.equal(list.status, 0, list.told)
  assert.match(list.out, /^admin\tadmin\t/)
  hub.child.kill('SIGTERM')
  assert.deepEqual(await hub.exited, [0, null])
  const password = hub.said.find((line) => line.includes('one-time password'))
  assert.match(password ?? '', /password {3}\S{12,}$/)
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('lock')),
    [],
  )
})

test('killed, it comes up again on what it had; told twice to stop, it stops at once', async (t) => {
  const folder = await makeFolder(t)
  const killed = await serve(t, folder)
  killed.child.kill('SIGKILL')
  await killed.exited
  const hub = await serve(t, folder)
  assert.equal(
    hub.said.some((line) => line.includes('one-time password')),
    false,
  )
  hub.child.kill('SIGINT')
  await hub.stopping
  hub.child.kill('SIGINT')
  assert.deepEqual(await hub.exited, [1, null])
})

test('a hub whose reader went away goes on', async (t) => {
  const hub = await serve(t, await makeFolder(t))
  hub.child.stdout.destroy()
  hub.child.stderr.destroy()
  assert.equal((await fetch(`${hub.url}/api/models`)).status, 200)
  hub.child.kill('SIGTERM')
  assert.deepEqual(await hub.exited, [0, null])
})

test('the doctor tries this machine and leaves nothing behind', async (t) => {
  const folder = await makeFolder(t)
  const { status, out, told } = await finish(start(folder, 'doctor'))
  assert.equal(status, 0, out + told)
  assert.match(out, /^ok {4}our own PostgreSQL starts here/m)
  assert.match(out, /^ok {4}the data folder .* can be written$/m)
  assert.deepEqual(await readdir(folder), [])
})

test('the doctor says what failed and what to do', async (t) => {
  const folder = await makeFolder(t)
  const env = {
    PATH: process.env['PATH'],
    KAIHUB_DATA: folder,
    KAIHUB_DATABASE_URL: 'postgres://a:hunter2@127.0.0.1:1/x',
  }
  const child = spawn(process.execPath, [main, 'doctor'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const { status, out } = await finish(child)
  assert.equal(status, 1)
  assert.match(out, /^fail {2}the database cannot be reached: .*\n {6}→ Check KAIHUB_DATABASE_URL/m)
  assert.doesNotMatch(out, /hunter2/)
})
