import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFileCache } from './cache.ts'
import { QueryFailed, type Children } from './children.ts'
import { createTextTables } from './text-tables.ts'

const open = async () => ({
  read: async function* () {
    yield Buffer.from('a,b\n')
  },
  [Symbol.asyncDispose]: async () => {},
})

test('what could not be read is not tried again and again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaihub-test-'))
  let asked = 0
  const children: Children = {
    ask: async () => {
      asked += 1
      throw new QueryFailed({ kind: 'memory', message: 'too much' })
    },
    keepSpare: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }
  const texts = createTextTables(createFileCache({ folder, limitBytes: 1024 ** 3 }), children)
  const file = { key: 'one', sizeBytes: 4, open }
  try {
    await assert.rejects(texts.hold(file, 'csv', false), QueryFailed)
    await assert.rejects(texts.hold(file, 'csv', false), QueryFailed)
    assert.equal(asked, 1)
    await assert.rejects(texts.hold(file, 'tsv', false), QueryFailed)
    assert.equal(asked, 2, 'read another way it may be a table')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
