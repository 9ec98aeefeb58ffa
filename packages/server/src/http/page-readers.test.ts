import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { clientAddressBehind } from './client-address.ts'
import { createPageReaders, readerHeader } from './page-readers.ts'

const request = (remoteAddress: string, reader?: string) =>
  ({ headers: { [readerHeader]: reader }, socket: { remoteAddress } }) as unknown as IncomingMessage

test('what a page asks is asked by its reader', () => {
  const readers = createPageReaders(clientAddressBehind(0))
  const told = readers.tell(request('1.2.3.4'))
  assert.equal(readers.addressOf(request('127.0.0.1', told)), '1.2.3.4')
  assert.equal(readers.addressOf(request('5.6.7.8')), '5.6.7.8')
})

test('whoever makes the header up is taken for who they are', () => {
  const readers = createPageReaders(clientAddressBehind(0))
  const another = createPageReaders(clientAddressBehind(0)).tell(request('1.2.3.4'))
  for (const reader of [another, '1.2.3.4', ' 1.2.3.4', '', 'ÿ'.repeat(32)])
    assert.equal(readers.addressOf(request('6.6.6.6', reader)), '6.6.6.6')
})
