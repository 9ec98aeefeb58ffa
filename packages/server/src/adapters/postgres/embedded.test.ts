import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { silentLog } from '../../kit/log.ts'
import { startEmbeddedPostgres } from './embedded.ts'
import { findPostmaster } from './postmaster.ts'
import type { TestContext } from 'node:test'
import type { EmbeddedPostgres } from './embedded.ts'

async function makeFolder(t: TestContext, ...deeper: string[]): Promise<string> {
  const folder = await mkdtemp(join(base, 'kaihub-embedded-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const inner = join(folder, ...deeper)
  await mkdir(inner, { recursive: true })
  return inner
}

/** In memory where it can be: these tests make many clusters, which a busy disk takes seconds for. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

const start = (dataFolder: string): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataFolder, log: silentLog })

async function query(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const client = new Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the server, runs one statement, says so and then stays. */
async function startElsewhere(dataFolder: string, statement: string) {
  const program = `
    import { Pool } from 'pg'
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    const log = { info() {}, warn() {}, error() {} }
    const server = await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, log })
    await new Pool(server.connection).query(${JSON.stringify(statement)})
    console.log(server.startedHere)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  return { startedHere: String(said).trim() === 'true', kill }
}

test('the first start makes a private cluster, later ones find it', async (t) => {
  const folder = await makeFolder(t)
  const first = await start(folder)
  assert.equal(first.startedHere, true)
  await query(first, 'create table kept as select 42 as answer')
  const settings = await query(
    first,
    `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
       current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale
     from pg_database where datname = current_database()`,
  )
  assert.deepEqual(settings, [{ fsync: 'on', addresses: '', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }])
  await first.stop()
  assert.equal(findPostmaster(join(folder, 'postgres')), null)
  await using second = await start(folder)
  assert.deepEqual(await query(second, 'select answer from kept'), [{ answer: 42 }])
  assert.equal((await stat(join(folder, 'postgres.password'))).mode & 0o777, 0o600)
  assert.equal((await stat(join(folder, 'postgres'))).mode & 0o777, 0o700)
  assert.deepEqual((await readdir(folder)).toSorted(), ['postgres', 'postgres.password'])
})

test('a wrong password is refused', async (t) => {
  await using server = await start(await makeFolder(t))
  const client = new Client({ ...server.connection, password: 'guess' })
  await assert.rejects(client.connect(), /password authentication failed/)
})

test('after a SIGKILL of the hub what was acknowledged is there, quickly', async (t) => {
  const folder = await makeFolder(t)
  const killed = await startElsewhere(folder, 'create table kept as select 42 as answer')
  await killed.kill()
  const startedAt = performance.now()
  await using server = await start(folder)
  t.diagnostic(`up again after ${Math.round(performance.now() - startedAt)} ms`)
  assert.equal(server.startedHere, true)
  assert.deepEqual(await query(server, 'select answer from kept'), [{ answer: 42 }])
})

test('a second process shares the running server and leaves it running', async (t) => {
  const folder = await makeFolder(t)
  const other = await startElsewhere(folder, 'select 1')
  try {
    const shared = await start(folder)
    assert.deepEqual([other.startedHere, shared.startedHere], [true, false])
    await shared.stop()
    assert.equal(findPostmaster(join(folder, 'postgres'))?.status, 'ready')
  } finally {
    await other.kill()
    while (findPostmaster(join(folder, 'postgres'))) await sleep(5)
  }
})

test('two first starts at once make one cluster and one server', async (t) => {
  const folder = await makeFolder(t)
  const servers = await Promise.all([start(folder), start(folder)])
  assert.deepEqual(servers.map(({ startedHere }) => startedHere).toSorted(), [false, true])
  for (const server of servers) assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
  for (const server of servers) await server.stop()
  assert.deepEqual((await readdir(folder)).toSorted(), ['postgres', 'postgres.password'])
})

test('a killed server is started again, and a stale postmaster.pid is nobody', async (t) => {
  const folder = await makeFolder(t)
  const said: string[] = []
  const log = { ...silentLog, error: (sentence: string) => void said.push(sentence) }
  await using server = await startEmbeddedPostgres({ dataFolder: folder, log })
  const before = findPostmaster(join(folder, 'postgres'))
  assert.ok(before)
  process.kill(before.pid, 'SIGKILL')
  while (findPostmaster(join(folder, 'postgres'))?.pid === before.pid) await sleep(5)
  while (findPostmaster(join(folder, 'postgres'))?.status !== 'ready') await sleep(5)
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
  assert.deepEqual(said, ['PostgreSQL ended unexpectedly; starting it again'])
})

test('a folder too deep for a socket path works all the same', async (t) => {
  const folder = await makeFolder(t, 'deep'.repeat(20), 'er'.repeat(40))
  await using server = await start(folder)
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
})

test('a lost password file is made anew', async (t) => {
  const folder = await makeFolder(t)
  await (await start(folder)).stop()
  await rm(join(folder, 'postgres.password'))
  await using server = await start(folder)
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
})

test('the database of another major is refused with what to do', async (t) => {
  const folder = await makeFolder(t)
  await (await start(folder)).stop()
  await writeFile(join(folder, 'postgres/PG_VERSION'), '17\n')
  await assert.rejects(start(folder), /made by PostgreSQL 17; this Kaihub brings PostgreSQL 18.*export/)
})

test('why a start failed is told', async (t) => {
  const folder = await makeFolder(t)
  await (await start(folder)).stop()
  await writeFile(join(folder, 'postgres/local.conf'), "shared_buffers = 'lots'\n")
  await assert.rejects(start(folder), /PostgreSQL did not start: .*shared_buffers/s)
})

test('settings of the owner win over ours', async (t) => {
  const folder = await makeFolder(t)
  await (await start(folder)).stop()
  await writeFile(join(folder, 'postgres/local.conf'), "work_mem = '32MB'\n")
  await using server = await start(folder)
  assert.deepEqual(await query(server, 'show work_mem'), [{ work_mem: '32MB' }])
  assert.match(await readFile(join(folder, 'postgres/kaihub.conf'), 'utf8'), /work_mem = '8MB'/)
})
