/** Git over HTTP where people, machines and names change; the everyday is in `git-everyday.test.ts`. */
import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { digestsOf } from './files.ts'
import { gitOf } from './git.ts'
import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile(() => setUp())
const { setUp, git, refusal, remote, createRepo, commit } = gitOf(hub)
const at = (...names: string[]) => path.join(hub.work, ...names)
const write = (name: string, content: string) => {
  mkdirSync(path.dirname(at(name)), { recursive: true })
  writeFileSync(at(name), content)
}
const text = async (address: string) => (await fetch(`${hub.url}/${address}`)).text()
const headOf = (where: string, ref = 'HEAD') => git(where, 'rev-parse', ref)

transcript('a repo is cloned, edited, pushed, and pulled by somebody else', [], async () => {
  await createRepo('model')
  await git('.', 'clone', '--quiet', remote('alice/model'), 'alice')
  await git('.', 'clone', '--quiet', remote('alice/model.git', 'anonymous'), 'somebody')
  write('alice/README.md', '---\nlicense: mit\n---\n# A model\n')
  write('alice/deep/er/config.json', '{}')
  const first = await commit('alice', 'A card and a configuration')
  await git('alice', 'push')
  assert.equal(await text('alice/model/resolve/main/deep/er/config.json'), '{}')
  await git('somebody', 'pull', '--quiet')
  assert.equal(await headOf('somebody'), first)
  assert.deepEqual(await digestsOf(at('somebody'), /^\.git\//), await digestsOf(at('alice'), /^\.git\//))
  appendFileSync(at('alice/README.md'), 'Words.\n')
  await git('alice', 'mv', 'deep/er/config.json', 'config.json')
  await commit('alice', 'Moved')
  await git('alice', 'push')
  await git('somebody', 'pull', '--quiet')
  assert.deepEqual(Object.keys(await digestsOf(at('somebody'), /^\.git\//)), [
    '.gitattributes',
    'README.md',
    'config.json',
  ])
  const log = await git('somebody', 'log', '--format=%an %s')
  assert.match(log, /^Ada Moved\nAda A card and a configuration\n/)
})

transcript('who was slower fetches first; by force a branch moves back', [], async () => {
  await git('.', 'clone', '--quiet', remote('alice/model'), 'slower')
  write('alice/faster.txt', '1')
  await commit('alice', 'Faster')
  await git('alice', 'push')
  write('slower/slower.txt', '1')
  await commit('slower', 'Slower')
  assert.match(await refusal('slower', 'push'), /\[rejected\].*fetch first/)
  await git('slower', 'pull', '--quiet', '--rebase')
  await git('slower', 'push')
  await git('alice', 'pull', '--quiet')
  assert.equal(await headOf('alice'), await headOf('slower'))
  await git('alice', 'reset', '--quiet', '--hard', 'HEAD~2')
  assert.match(await refusal('alice', 'push'), /\[rejected\].*non-fast-forward/)
  await git('alice', 'push', '--force')
  assert.equal((await fetch(`${hub.url}/alice/model/resolve/main/slower.txt`)).status, 404)
})

transcript('a credential helper keeps a token that is good, and forgets one that is not', [], async () => {
  await createRepo('private', { private: true })
  const helper = ['-c', `credential.helper=store --file=${at('credentials')}`]
  const { protocol, host } = new URL(hub.url)
  for (const [token, isGood] of [
    ['hf_wrong', false],
    [hub.tokens.alice, true],
  ] as const) {
    writeFileSync(at('credentials'), `${protocol}//alice:${token}@${host}\n`)
    const clone = [...helper, 'clone', '--quiet', `${hub.url}/alice/private`, `private-${isGood}`]
    if (isGood) await git('.', ...clone)
    else assert.match(await refusal('.', ...clone), /could not read Username|Authentication failed/)
    assert.equal(readFileSync(at('credentials'), 'utf8').includes(token), isGood)
  }
  assert.match(await refusal('.', 'clone', remote('alice/private', 'bob'), 'no'), /remote: Repository not found/)
  write('private-true/a.txt', '1')
  await commit('private-true', 'Private')
  await git('private-true', ...helper, 'push', '--quiet')
})

transcript('the copies that git reads may be deleted at any time', [], async () => {
  const clone = async (name: string) => {
    await git('.', 'clone', '--quiet', '--mirror', remote('alice/model'), name)
    assert.equal(await git(name, 'fsck', '--full', '--strict'), '')
    return git(name, 'for-each-ref')
  }
  const before = await clone('before.git')
  rmSync(path.join(hub.data, 'cache/git'), { recursive: true })
  assert.equal(await clone('after.git'), before)
  rmSync(path.join(hub.data, 'cache/git'), { recursive: true })
  write('alice/later.txt', '1')
  const later = await commit('alice', 'After the copies went')
  await git('alice', 'push', '--quiet')
  await git('somebody', 'fetch', '--quiet')
  assert.equal(await headOf('somebody', 'origin/main'), later)
})

transcript('a repo that moved is found under its old name', [], async () => {
  const answer = await fetch(`${hub.url}/api/repos/move`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${hub.tokens.alice}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ fromRepo: 'alice/model', toRepo: 'alice/renamed', type: 'model' }),
  })
  assert.equal(answer.status, 200, await answer.text())
  for (const name of ['alice/model', 'alice/model.git'])
    await git('.', 'clone', '--quiet', remote(name), name.replaceAll('/', '-'))
  await git('somebody', 'pull', '--quiet')
  write('alice/moved.txt', '1')
  await commit('alice', 'After the move')
  await git('alice', 'push', '--quiet')
  assert.equal(await text('alice/renamed/resolve/main/moved.txt'), '1')
})

transcript('an archive is not made here, and the person is told', [], async () => {
  const said = await refusal('.', 'archive', `--remote=${remote('alice/renamed')}`, 'HEAD')
  assert.match(said, /operation not supported by protocol|403|401|not supported/i)
})
