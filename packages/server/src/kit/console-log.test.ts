import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../config/secret.ts'
import { createLog } from './console-log.ts'
import type { ConsoleLogOptions } from './console-log.ts'

const at = new Date('2026-11-22T01:02:03.004Z')

function logged(format: ConsoleLogOptions['format'], level: ConsoleLogOptions['level'] = 'info') {
  const lines: string[] = []
  return { lines, log: createLog({ format, level, write: (line) => void lines.push(line), now: () => at }) }
}

test('JSON: one object per line, our names first', () => {
  const { lines, log } = logged('json')
  log.warn('Disk is filling up', { free_bytes: 5, level: 'spoofed', big: 2n, list: [new Date(at)], none: null })
  assert.deepEqual(lines, [
    '{"at":"2026-11-22T01:02:03.004Z","level":"warn","message":"Disk is filling up","free_bytes":5,"big":"2",' +
      '"list":["2026-11-22T01:02:03.004Z"],"none":null}\n',
  ])
})

test('JSON: errors with code and cause, loops cut, bytes counted', () => {
  const { lines, log } = logged('json')
  const loop: Record<string, unknown> = { bytes: Buffer.alloc(9) }
  loop.self = loop
  const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'EPIPE' })
  log.error('Failed', { error, loop })
  const entry = JSON.parse(lines[0] ?? '')
  assert.deepEqual([entry.error.message, entry.error.code, entry.error.cause.message], ['outer', 'EPIPE', 'inner'])
  assert.equal(entry.loop.bytes, '9 bytes')
})

test('text: a line for a person', () => {
  const { lines, log } = logged('text')
  log.info('Up\nagain', { url: 'http://127.0.0.1:5240', words: 'two words', count: 3 })
  assert.deepEqual(lines, ['01:02:03 info  Up\\nagain url=http://127.0.0.1:5240 words="two words" count=3\n'])
})

test('what is below the level is left out', () => {
  const { lines, log } = logged('text', 'error')
  log.info('no')
  log.warn('no')
  log.error('yes')
  assert.equal(lines.length, 1)
})

test('a secret stays one, however deep', () => {
  const secret = new Secret('hunter2')
  for (const format of ['json', 'text'] as const) {
    const { lines, log } = logged(format)
    const error = Object.assign(new Error('no', { cause: { secret } }), { secret })
    log.error('Failed', { secret, deep: { list: [secret], map: new Map([['a', secret]]) }, error })
    assert.doesNotMatch(lines.join(), /hunter2/)
    assert.match(lines.join(), /\[hidden\]/)
  }
})
