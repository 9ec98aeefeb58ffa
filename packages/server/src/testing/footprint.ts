import assert from 'node:assert/strict'
import { readdir, readlink } from 'node:fs/promises'
import path from 'node:path'
import type { TestHub } from './test-hub.ts'

/** All that a request could leave behind: rows, where refs stand, and bytes on their way in. */
export type Footprint = { rows: Record<string, number>; refs: string[]; waiting: string[] }

/** Filled now and then with what happened before, so that a row may appear during any request. */
const filledLater = ['download_days']

export async function footprint(hub: TestHub): Promise<Footprint> {
  const { pool } = hub.db
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all ($1) order by table_name`,
    [filledLater],
  )
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    const counted = await pool.query<{ count: string }>(`select count(*) from "${name}"`)
    rows[name] = Number(counted.rows[0]!.count)
  }
  const refs = await pool.query<{ ref: string }>(
    `select repo_id || ' ' || name || ' ' || encode(oid, 'hex') as ref from refs order by ref`,
  )
  return { rows, refs: refs.rows.map(({ ref }) => ref), waiting: await filesUnder(path.join(hub.storageFolder, 'tmp')) }
}

/** Runs `work` and fails unless it left everything as it was. */
export async function changingNothing<Value>(hub: TestHub, work: () => Promise<Value>): Promise<Value> {
  const before = await footprint(hub)
  const value = await work()
  assert.deepEqual(await footprint(hub), before)
  return value
}

export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted()
}

/** Files under a folder that this process holds open, some by two handles. */
export async function openFilesUnder(folder: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd')
  const links = await Promise.all(handles.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return [...new Set(links.filter((link) => link.startsWith(`${folder}/`)))]
}

/** Waits for what happens on its own soon; fails with the last answer when it does not. */
export async function eventually<Value>(look: () => Promise<Value>, wanted: Value): Promise<void> {
  const deadline = Date.now() + 5000
  for (;;) {
    const found = await look()
    try {
      return assert.deepEqual(found, wanted)
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
  }
}
