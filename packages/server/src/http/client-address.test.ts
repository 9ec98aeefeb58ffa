import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { clientAddressBehind } from './client-address.ts'

const request = (forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '10.0.0.1' } }) as unknown as IncomingMessage

test('without a proxy of ours the header is anybody’s word and counts for nothing', () => {
  assert.equal(clientAddressBehind(0)(request('1.2.3.4')), '10.0.0.1')
})

test('behind proxies the outermost of ours says who it was', () => {
  assert.equal(clientAddressBehind(1)(request('6.6.6.6, 1.2.3.4')), '1.2.3.4')
  assert.equal(clientAddressBehind(2)(request('6.6.6.6, 1.2.3.4, 10.0.0.2')), '1.2.3.4')
  assert.equal(clientAddressBehind(2)(request('1.2.3.4')), '1.2.3.4')
  assert.equal(clientAddressBehind(1)(request()), '10.0.0.1')
})
