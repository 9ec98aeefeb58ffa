import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { canReach, pickUser } from './system-user.ts'

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin',
  '',
].join('\n')

const everyone = (): boolean => true
const isSmall = (uid: number): boolean => uid < 65_534

test('a user made for the hub comes first, then nobody, then whoever exists here', () => {
  assert.deepEqual(pickUser(`${passwd}kaihub:x:900:901::/srv:/bin/false\n`, everyone), { uid: 900, gid: 901 })
  assert.deepEqual(pickUser(passwd, everyone), { uid: 65534, gid: 65533 })
  assert.deepEqual(pickUser(passwd, isSmall), { uid: 1, gid: 1 })
  assert.equal(pickUser('root:x:0:0:root:/root:/bin/bash\nnobody:x:0:0::/:/bin/sh\n', everyone), null)
})

test('a file is reached only through folders that let the user in', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-reach-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'inner/program')
  await mkdir(join(folder, 'inner'))
  await writeFile(program, '')
  const stranger = { uid: 54_321, gid: 54_321 }
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  for (const [outer, file, reached] of [
    [0o755, 0o755, true],
    [0o711, 0o755, true],
    [0o700, 0o755, false],
    [0o755, 0o750, false],
  ] as const) {
    await chmod(folder, outer)
    await chmod(program, file)
    assert.equal(canReach(program, stranger), reached)
    assert.equal(canReach(program, self), true)
  }
})
