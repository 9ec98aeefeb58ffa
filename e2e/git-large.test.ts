/**
 * A repository with a long history and many files. In short: 1,000 commits, 22,000 files. `GIT_LARGE=1` makes it what a large
 * project is: 5,000 commits, 100,000 files in 100 folders and 10,000 in one.
 */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { makeHistory } from '../bench/git-history.ts'
import { gitOf } from './git.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile(() => push())
const { setUp, git, remote, createRepo } = gitOf(hub)
const size =
  process.env['GIT_LARGE'] === '1'
    ? { commits: 5000, folders: 100, filesPerFolder: 1000, flatFiles: 10_000 }
    : { commits: 1000, folders: 20, filesPerFolder: 1000, flatFiles: 2000 }
const files = size.folders * size.filesPerFolder + size.flatFiles
const half = size.commits / 2

const push = async (): Promise<void> => {
  await setUp()
  await makeHistory(`${hub.work}/source`, size)
  await git('source', 'tag', '--annotate', '--message', 'All of it', 'v1', 'main')
  await git('source', 'branch', 'half', `main~${half}`)
  await createRepo('large')
  await git('source', 'push', '--quiet', '--mirror', remote('alice/large'))
}

transcript('a mirror push comes back whole', [], async () => {
  await git('.', 'clone', '--quiet', '--mirror', remote('alice/large', 'anonymous'), 'clone.git')
  assert.equal(await git('clone.git', 'for-each-ref'), await git('source', 'for-each-ref'))
  assert.equal(await git('clone.git', 'rev-list', '--count', 'main'), String(size.commits))
  assert.equal(await git('clone.git', 'fsck', '--full', '--strict'), '')
})

transcript('shallow and partial clones of it are small', [], async () => {
  const objects = async (where: string) => Number(/^in-pack: (\d+)$/m.exec(await git(where, 'count-objects', '-v'))![1])
  const all = await objects('clone.git')
  const clone = (name: string, ...how: string[]) =>
    git('.', 'clone', '--quiet', '--bare', ...how, remote('alice/large', 'anonymous'), name)
  await clone('shallow.git', '--depth=1')
  assert.equal(await git('shallow.git', 'rev-list', '--count', 'main'), '1')
  assert.ok((await objects('shallow.git')) < all)
  await clone('blobless.git', '--filter=blob:none')
  assert.equal(await git('blobless.git', 'rev-list', '--count', 'main'), String(size.commits))
  assert.ok((await objects('blobless.git')) < all / 2)
  await clone('treeless.git', '--filter=tree:0')
  assert.equal(await objects('treeless.git'), size.commits + 1)
})

transcript('huggingface_hub reads the same files and the same history', ['py1'], async () => {
  const { stdout } = await hub.python('py1', 'git_history.py', ['alice/large', `${hub.work}/source`])
  assert.ok(stdout.startsWith(`ok ${files + size.folders + 1} files and folders`), stdout)
  await git('clone.git', 'fetch', '--quiet')
  assert.equal(await git('clone.git', 'show', 'main:flat/file-0.txt'), 'by huggingface_hub')
})

transcript('the first page of its history tells how many commits there are', [], async () => {
  const answer = await fetch(`${hub.url}/api/models/alice/large/commits/half`)
  assert.equal(answer.headers.get('X-Total-Count'), String(half))
  const first = (await answer.json()) as { id: string }[]
  const log = await git('source', 'rev-list', `--max-count=${first.length}`, 'half')
  assert.equal(first.map((each) => each.id).join('\n'), log)
})

transcript('without the copy that git reads it comes back whole, too', [], async () => {
  rmSync(path.join(hub.data, 'cache/git'), { recursive: true })
  await git('.', 'clone', '--quiet', '--bare', remote('alice/large', 'anonymous'), 'again.git')
  assert.equal(await git('again.git', 'rev-parse', 'main'), await git('clone.git', 'rev-parse', 'main'))
  const names = await git('again.git', 'ls-tree', '-r', '--name-only', 'main')
  assert.equal(names.split('\n').length, files)
  assert.equal(await git('again.git', 'fsck', '--connectivity-only'), '')
})
