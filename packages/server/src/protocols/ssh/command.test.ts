import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parseCommand, parsePath, splitWords } from './command.ts'

const model = { type: 'model', namespace: 'alice', name: 'bert' }

suite('commands over SSH', () => {
  test('of git and git-lfs are understood', () => {
    assert.deepEqual(parseCommand("git-upload-pack '/alice/bert.git'"), { verb: 'upload-pack', address: model })
    assert.deepEqual(parseCommand("git upload-pack 'alice/bert'"), { verb: 'upload-pack', address: model })
    assert.deepEqual(parseCommand('git-receive-pack alice/bert.git'), { verb: 'receive-pack', address: model })
    const upload = { verb: 'lfs-authenticate', address: model, operation: 'upload' }
    assert.deepEqual(parseCommand('git-lfs-authenticate alice/bert.git upload'), upload)
    assert.deepEqual(parseCommand(`git-lfs-authenticate '/alice/bert.git' upload ${'0'.repeat(64)}`), upload)
  })

  test('of every other kind are refused with a sentence', () => {
    const refused = { code: 'NotImplemented', message: /[.]$/ }
    for (const line of [
      "git-upload-archive 'alice/bert'",
      'git-lfs-transfer alice/bert upload',
      'ls',
      '',
      'git',
      'git gc',
    ])
      assert.throws(() => parseCommand(line), refused, line)
    const wrong = [
      'git-upload-pack',
      'git-upload-pack --strict alice/bert',
      'git-lfs-authenticate alice/bert',
      'git-lfs-authenticate alice/bert delete',
      'git-lfs-authenticate alice/bert upload 1 2',
    ]
    for (const line of wrong) assert.throws(() => parseCommand(line), { code: 'BadRequest' }, line)
  })

  test('are words, never a script', () => {
    assert.deepEqual(splitWords("git-upload-pack 'a b'\\''c'\\!'d;$(rm)`x`'"), ['git-upload-pack', "a b'c!d;$(rm)`x`"])
    assert.deepEqual(splitWords("  one 'two'three ''  "), ['one', 'twothree', ''])
    const hostile = [
      'git-upload-pack alice/bert; rm -rf /',
      'git-upload-pack alice/bert && id',
      'git-upload-pack $(id)',
      'git-upload-pack `id`',
      'git-upload-pack "alice/bert"',
      "git-upload-pack 'alice/bert",
      "git-upload-pack 'a\0b'",
      'git-upload-pack alice/bert\nid',
      'git-upload-pack a\\b',
      'git-upload-pack a\\',
      'git-upload-pack a|b',
      'git-upload-pack >x',
      `git-upload-pack ${'a'.repeat(9000)}`,
    ]
    for (const line of hostile) assert.throws(() => splitWords(line), { code: 'BadRequest' }, line)
  })

  test('name a repo as its address does', () => {
    assert.deepEqual(parsePath('/datasets/alice/rows.git'), { type: 'dataset', namespace: 'alice', name: 'rows' })
    assert.deepEqual(parsePath('spaces/alice/demo/'), { type: 'space', namespace: 'alice', name: 'demo' })
    assert.deepEqual(parsePath('code/lab/tool'), { type: 'code', namespace: 'lab', name: 'tool' })
  })

  test('that name none are answered as for one that is not there', () => {
    const missing = { code: 'RepoNotFound', message: 'Repository not found' }
    for (const path of ['', '/', 'alice', 'models/alice/bert', 'a/b/c', '//alice/bert', '/~/alice/bert/x'])
      assert.throws(() => parsePath(path), missing, path)
  })
})
