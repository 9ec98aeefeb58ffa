import assert from 'node:assert/strict'
import { open, rm, truncate, writeFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  commitOk,
  createRepo,
  digestOf,
  file,
  header,
  lfsBatch,
  lfsFile,
  send,
  uploadObject,
} from '../../testing/requests.ts'
import { silentLog } from '../../kit/log.ts'
import { startTestHub, type Person, type TestHub } from '../../testing/test-hub.ts'

let hub: TestHub
let alice: Person
const logged: unknown[] = []
const weights = Buffer.alloc(700_000, 'weights ')
const large = Buffer.alloc(100_000, 'large text ')
before(async () => {
  hub = await startTestHub({ log: { ...silentLog, error: (_, fields) => logged.push(fields?.['error']) } })
  alice = await hub.person('alice')
})
after(() => hub[Symbol.asyncDispose]())

async function check() {
  const damage: string[] = []
  const report = await hub.services.content.checkStorage(({ repo, what }) => damage.push(`${repo}: ${what}`))
  assert.equal(report.damage, damage.length)
  return { report, damage: damage.toSorted() }
}

/** A repo with an LFS file, a large regular one, folders, branches and tags. */
async function fullRepo(name: string, type = 'model'): Promise<string> {
  const prefix = type === 'model' ? '' : `${type}s/`
  const id = `alice/${name}`
  await createRepo(hub, alice, name, { type })
  await uploadObject(hub, `${prefix}${id}`, weights, alice)
  const at = { as: alice, type: `${type}s` }
  await commitOk(hub, id, [header(), file('dir/a.txt', name), file('large.txt', large), lfsFile('w.bin', weights)], at)
  const api = `/api/${type}s/${id}`
  await send(hub, 'POST', `${api}/branch/other`, { as: alice, json: {} })
  await send(hub, 'POST', `${api}/tag/main`, { as: alice, json: { tag: 'v1', message: 'annotated' } })
  return commitOk(hub, id, [header(), file('dir/b.txt', `${name} b`)], at)
}

const blobFile = (content: Uint8Array) => {
  const digest = digestOf(content)
  return path.join(hub.storageFolder, 'blobs', digest.slice(0, 2), digest.slice(2, 4), digest)
}

/** Spoils something, looks at what is found, and puts it back. */
async function whileSpoiled(spoil: () => Promise<() => Promise<unknown>>, look: (damage: string[]) => void) {
  const mend = await spoil()
  try {
    look((await check()).damage)
  } finally {
    await mend()
  }
  assert.deepEqual((await check()).damage, [])
}

async function flipByte(name: string, at: number): Promise<void> {
  const handle = await open(name, 'r+')
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, at)
  await handle.write(Buffer.of(byte[0]! ^ 1), 0, 1, at)
  await handle.close()
}

async function spoilRow(table: string, where: string, set: string): Promise<() => Promise<unknown>> {
  const { pool } = hub.db
  const { rows } = await pool.query(`select * from ${table} where ${where}`)
  assert.equal(rows.length, 1, `${table} where ${where}`)
  await pool.query(set === '' ? `delete from ${table} where ${where}` : `update ${table} set ${set} where ${where}`)
  const row = rows[0] as Record<string, unknown>
  const key = { git_objects: 'oid', commits: 'oid', repo_objects: 'sha256', refs: 'name' }[table]!
  return async () => {
    await pool.query(`delete from ${table} where repo_id = $1 and ${key} = $2`, [row['repo_id'], row[key]])
    const names = Object.keys(row)
    const values = names.map((_, i) => `$${i + 1}`).join(', ')
    await pool.query(`insert into ${table} (${names.join(', ')}) values (${values})`, Object.values(row))
  }
}

const repoId = async (name: string): Promise<number> => {
  const { rows } = await hub.db.pool.query<{ id: number }>('select id from repos where name = $1', [name])
  return Number(rows[0]!.id)
}

const ofOne = async (condition: string) => `repo_id = ${await repoId('one')} and ${condition}`

describe('a check of the storage', () => {
  before(async () => {
    await fullRepo('one')
    await fullRepo('two', 'dataset')
    await fullRepo('three', 'space').catch(() => {})
  })

  test('finds a clean hub clean, and has looked at all of it', async () => {
    const { report, damage } = await check()
    assert.deepEqual(damage, [])
    assert.ok(report.repos >= 2)
    assert.ok(report.gitObjects > 20)
    assert.deepEqual([report.objects, report.bytes], [2, weights.length + large.length])
    assert.equal(report.strays, 0)
  })

  test('counts bytes that nobody named as strays, not as damage', async () => {
    const stray = blobFile(Buffer.from('stray'))
    await mkdir(path.dirname(stray), { recursive: true })
    await writeFile(stray, 'stray')
    const { report, damage } = await check()
    assert.deepEqual([report.strays, damage], [1, []])
    await rm(stray)
  })

  test('finds one flipped bit in stored bytes, and whom it hurts', () =>
    whileSpoiled(
      async () => {
        await flipByte(blobFile(weights), 345_678)
        return () => flipByte(blobFile(weights), 345_678)
      },
      (damage) => {
        assert.equal(damage.length, 1)
        assert.match(damage[0]!, /no longer has the bytes/)
        assert.match(damage[0]!, /model alice\/one/)
        assert.match(damage[0]!, /dataset alice\/two/)
      },
    ))

  test('finds a bit flipped in a large regular file', () =>
    whileSpoiled(
      async () => {
        await flipByte(blobFile(large), 5)
        return () => flipByte(blobFile(large), 5)
      },
      (damage) => {
        assert.ok(damage.some((line) => line.startsWith('model alice/one: git object')))
        assert.ok(damage.some((line) => line.includes(`object ${digestOf(large)}`)))
      },
    ))

  test('finds stored bytes that are gone, or cut short', async () => {
    await whileSpoiled(
      async () => {
        await rm(blobFile(weights))
        return () => writeFile(blobFile(weights), weights)
      },
      (damage) => {
        assert.equal(damage.length, 1)
        assert.match(damage[0]!, /model alice\/one.*is missing from the blob store/)
      },
    )
    await whileSpoiled(
      async () => {
        await truncate(blobFile(weights), 10)
        return () => writeFile(blobFile(weights), weights)
      },
      (damage) => assert.match(damage.join(), /has 10 bytes instead of 700000/),
    )
  })

  test('is called for by a download that finds bytes gone: the hub has failed, and says so', async () => {
    await rm(blobFile(weights))
    const { objects } = await lfsBatch(hub, 'alice/one', {
      operation: 'download',
      objects: [{ oid: digestOf(weights), size: weights.length }],
    })
    for (const address of [`${hub.url}/alice/one/resolve/main/w.bin`, objects[0]!.actions!['download']!.href]) {
      const answer = await fetch(address)
      assert.equal(answer.status, 500)
      assert.match(await answer.text(), /request id/)
      assert.match(String(logged.pop()), /the bytes of object [0-9a-f]{64}, linked to repo \d+, are missing/)
    }
    await writeFile(blobFile(weights), weights)
  })

  const aTree = `oid = (select tree_oid from commits c where c.repo_id = git_objects.repo_id order by depth limit 1)`
  const oldest = 'depth = 1'
  const rows: [string, string, string, string, RegExp][] = [
    ['a folder that is gone', 'git_objects', aTree, '', /^model alice\/one: git object [0-9a-f]{40} is missing$/],
    ['a folder that was changed', 'git_objects', aTree, `data = data || '\\x00'::bytea`, /no longer has the bytes/],
    ['a commit of the history that has no row', 'commits', oldest, '', /commit [0-9a-f]{40} has no row/],
    [
      'a row that says another parent',
      'commits',
      'depth = 3',
      'parent_oid = oid',
      /row of commit [0-9a-f]{40} is wrong/,
    ],
    ['a row that says another depth', 'commits', 'depth = 3', 'depth = 7', /row of commit [0-9a-f]{40} is wrong/],
    [
      'an LFS object that is not linked',
      'repo_objects',
      `sha256 = '\\x${digestOf(weights)}'`,
      '',
      /is not linked to the repo/,
    ],
    [
      'a ref that names nothing',
      'refs',
      `name = 'refs/heads/other'`,
      `oid = sha1_of_nothing(), commit_oid = sha1_of_nothing()`,
      /ref refs\/heads\/other/,
    ],
  ]
  for (const [what, table, condition, change, says] of rows)
    test(`finds ${what}, and says in which repo`, async () => {
      const set = change.replaceAll('sha1_of_nothing()', `'\\x${'0'.repeat(40)}'::bytea`)
      await whileSpoiled(
        async () => spoilRow(table, await ofOne(condition), set),
        (damage) => {
          assert.ok(
            damage.some((line) => says.test(line)),
            damage.join('\n'),
          )
          assert.ok(
            damage.every((line) => line.startsWith('model alice/one: ')),
            damage.join('\n'),
          )
        },
      )
    })
})
