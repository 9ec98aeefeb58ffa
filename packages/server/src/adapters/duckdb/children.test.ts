import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { asHubError } from './failures.ts'
import { createChildren, QueryFailed } from './children.ts'
import { createTables } from './tables.ts'

const running = async (): Promise<string[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)])
  return stdout.split('\n').flatMap((line) => (line.includes('child.ts') ? [line.trim().split(' ')[0]!] : []))
}

async function until(isSo: (pids: string[]) => boolean): Promise<string[]> {
  for (;;) {
    const pids = await running()
    if (isSo(pids)) return pids
    await setTimeout(50)
  }
}

suite('processes for DuckDB', { timeout: 60_000 }, () => {
  test('one is ready ahead of the first question, and a fresh one takes the place of one that rested', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    await using children = createChildren({ folder, idleMilliseconds: 100 })
    await children.keepSpare()
    const [spare] = await until((pids) => pids.length === 1)
    await children.ask({ paths: [], sql: 'SELECT 1' })
    assert.deepEqual(await running(), [spare])
    await until((pids) => pids.length === 1 && pids[0] !== spare)
    await rm(folder, { recursive: true, force: true })
  })

  test('where DuckDB cannot be loaded it says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    const program = fileURLToPath(new URL('../../testing/child-without-duckdb.ts', import.meta.url))
    await using children = createChildren({ folder, program })
    const failure = await children.ask({ paths: [], sql: 'SELECT 1' }).catch((error: unknown) => error)
    assert.ok(failure instanceof QueryFailed)
    assert.equal(failure.failure.kind, 'missing')
    assert.match(String(asHubError(failure)), /cannot read tables: DuckDB/)
    await rm(folder, { recursive: true, force: true })
  })

  test('a folder that cannot be had stops nobody, and is asked for again', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'kaihub-test-')), 'place')
    await writeFile(folder, 'a file is in the way')
    await using children = createChildren({ folder })
    await using tables = createTables({ folder, limitBytes: 1 })
    await tables.start()
    await assert.rejects(children.ask({ paths: [], sql: 'SELECT 1' }))
    await rm(folder)
    await mkdir(folder)
    await children.ask({ paths: [], sql: 'SELECT 1' })
    await rm(dirname(folder), { recursive: true, force: true })
  })

  test('unless somebody wants one ready, none is there before or after a question', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
    await using children = createChildren({ folder, idleMilliseconds: 100 })
    await until((pids) => pids.length === 0)
    await children.ask({ paths: [], sql: 'SELECT 1' })
    await until((pids) => pids.length === 0)
    await rm(folder, { recursive: true, force: true })
  })
})
