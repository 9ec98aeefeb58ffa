import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isRepoName } from './repo-name.ts'

it('tells what may be the name of a repo', () => {
  for (const name of ['a', '_x_', 'Llama-3.1_8B', '0', 'x'.repeat(96)]) assert.ok(isRepoName(name), name)
  for (const name of ['', '-a', 'a.', 'a b', 'a/b', '中文', 'a--b', 'a..b', 'a.git', 'x'.repeat(97)])
    assert.ok(!isRepoName(name), name)
})
