import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startGitClient } from '../../../testing/git-client.ts'
import { commitOk, createRepo, file, header } from '../../../testing/requests.ts'
import { startTestHub } from '../../../testing/test-hub.ts'

test('what an earlier run left in a copy is not used, also when several clients come first together', async () => {
  await using hub = await startTestHub()
  await using client = await startGitClient(hub)
  const alice = await hub.person('alice')
  await createRepo(hub, alice, 'old')
  await commitOk(hub, 'alice/old', [header(), file('a.txt', 'a')], { as: alice })
  const { rows } = await hub.db.pool.query<{ id: number }>('select id from repos')
  const packs = join(hub.storageFolder, 'git', String(rows[0]!.id), 'objects', 'pack')
  await mkdir(packs, { recursive: true })
  const name = `pack-${'a'.repeat(40)}`
  for (const kind of ['pack', 'idx']) await writeFile(join(packs, `${name}.${kind}`), 'cut short')
  await Promise.all(['one', 'two', 'three'].map((clone) => client.clone(clone, 'alice/old', alice)))
  assert.deepEqual(
    (await readdir(packs)).filter((left) => left.startsWith(name)),
    [],
  )
})
