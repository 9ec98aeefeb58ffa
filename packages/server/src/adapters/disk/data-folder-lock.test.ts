import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { identifySelf } from '../../kit/process-identity.ts'
import { lockDataFolder, readLock } from './data-folder-lock.ts'
import type { TestContext } from 'node:test'
import type { DataFolderLock, LockHolder, LockRefusal } from './data-folder-lock.ts'

async function makeFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-lock-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const granted = (result: DataFolderLock | LockRefusal): DataFolderLock => {
  if ('holder' in result) assert.fail(result.message)
  return result
}

const refused = (result: DataFolderLock | LockRefusal): LockRefusal => {
  assert.ok('holder' in result)
  return result
}

/** What a process that is gone (or one of another container) has left behind. */
async function leaveLock(folder: string, change: Partial<LockHolder>): Promise<string> {
  const holder: LockHolder = { ...identifySelf(), role: 'serve', startedAt: '2026-11-22T00:00:00.000Z', ...change }
  await mkdir(join(folder, 'hub.lock'))
  const file = join(folder, 'hub.lock', `${holder.pid}-000000000000.json`)
  await writeFile(file, JSON.stringify(holder))
  return file
}

test('a second hub is refused at once, by process and folder', async (t) => {
  const folder = await makeFolder(t)
  const lock = granted(await lockDataFolder(folder, 'serve'))
  await lock.announce('http://127.0.0.1:5240')
  const startedAt = performance.now()
  const { holder, message } = refused(await lockDataFolder(folder, 'serve'))
  assert.ok(performance.now() - startedAt < 1000)
  assert.equal(holder.pid, process.pid)
  assert.match(message, new RegExp(`A hub at http://127.0.0.1:5240 .process ${process.pid}, .*${folder}`))
  assert.equal((await readLock(folder))?.url, 'http://127.0.0.1:5240')
  await lock.release()
  await lock.release()
  assert.equal(await readLock(folder), null)
  assert.deepEqual(await readdir(folder), [])
})

test('a hub waits for a command, but not for ever', async (t) => {
  const folder = await makeFolder(t)
  const command = granted(await lockDataFolder(folder, 'command'))
  const { holder } = refused(await lockDataFolder(folder, 'serve', { waitMilliseconds: 150 }))
  assert.equal(holder.role, 'command')
  setTimeout(() => void command.release(), 200)
  await using lock = granted(await lockDataFolder(folder, 'serve'))
  assert.ok(lock)
})

test('the lock of a dead process, or of a reused pid, is taken over', async (t) => {
  for (const change of [{ pid: 2 ** 22 + 1 }, { startTicks: 1 }]) {
    const folder = await makeFolder(t)
    await leaveLock(folder, change)
    assert.equal(await readLock(folder), null)
    await using lock = granted(await lockDataFolder(folder, 'serve'))
    assert.ok(lock)
    assert.equal((await readLock(folder))?.pid, process.pid)
  }
})

test('a process of another container is there as long as it touches its file', async (t) => {
  const folder = await makeFolder(t)
  const file = await leaveLock(folder, { machine: 'elsewhere', pid: 1 })
  const touching = setInterval(() => void utimes(file, new Date(), new Date()), 300)
  const { holder } = refused(await lockDataFolder(folder, 'serve'))
  assert.deepEqual([holder.machine, holder.pid], ['elsewhere', 1])
  assert.equal((await readLock(folder))?.pid, 1)
  clearInterval(touching)
})

test('a silent one of another container, or a file that a crash cut short, is given up after a while', async (t) => {
  const [silent, torn] = [await makeFolder(t), await makeFolder(t)]
  await leaveLock(silent, { machine: 'elsewhere', pid: 1 })
  await writeFile(await leaveLock(torn, {}), '{"pid":')
  const patience = { silenceMilliseconds: 300 }
  const locks = await Promise.all([silent, torn].map((folder) => lockDataFolder(folder, 'serve', patience)))
  for (const lock of locks) await granted(lock).release()
})

/** Tries once per line it reads, says whether it won, and holds what it won until the next line. */
const racer = `
  import { createInterface } from 'node:readline'
  import { lockDataFolder } from ${JSON.stringify(new URL('data-folder-lock.ts', import.meta.url).href)}
  let lock
  for await (const folder of createInterface({ input: process.stdin })) {
    await lock?.release()
    const result = await lockDataFolder(folder, 'serve')
    lock = 'holder' in result ? undefined : result
    console.log(lock ? 'won' : 'lost')
  }`

test('of many hubs that start at once over a stale lock exactly one wins, every time', async (t) => {
  const racers = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', racer], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, say: (line: string) => child.stdin.write(`${line}\n`), hear: () => once(child.stdout, 'data') }
  })
  t.after(() => racers.forEach(({ child }) => child.kill('SIGKILL')))
  for (let round = 0; round < 25; round++) {
    const folder = await makeFolder(t)
    await leaveLock(folder, { startTicks: 1 })
    const answers = racers.map(({ hear }) => hear())
    for (const { say } of racers) say(folder)
    const said = (await Promise.all(answers)).map(([data]) => String(data).trim())
    assert.deepEqual(said.toSorted(), ['lost', 'lost', 'lost', 'lost', 'lost', 'won'], `round ${round}`)
  }
})
