import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSessionCookie, readToken, requireSameOrigin, type RequestCredentials } from './read-credentials.ts'

const token = `hf_${'aB3'.repeat(12)}`
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

test('reads a token from Bearer and from the password of Basic', () => {
  assert.equal(readToken(undefined), null)
  assert.equal(readToken(''), null)
  assert.equal(readToken(`Bearer ${token}`), token)
  assert.equal(readToken(`bearer   ${token} `), token)
  assert.equal(readToken(basic(`alice:${token}`)), token)
  assert.equal(readToken(basic(`:${token}`)), token)
})

test('refuses all else that stands in the header', () => {
  const wrong = [
    'Bearer',
    'Bearer x',
    token,
    `Digest ${token}`,
    `Bearer ${token} ${token}`,
    basic('alice:secret'),
    basic('x'),
  ]
  for (const authorization of [...wrong, `Bearer ${token}\u0000`, `Bearer hf_${'x'.repeat(300)}`])
    assert.throws(() => readToken(authorization), { code: 'InvalidCredentials' }, authorization)
})

test('finds our cookie among others', () => {
  assert.equal(readSessionCookie(undefined), null)
  assert.equal(readSessionCookie('a=b; kaihub_session=secret; c=d'), 'secret')
  assert.equal(readSessionCookie('xkaihub_session=secret; kaihub_session='), null)
})

function isAllowed(request: Partial<RequestCredentials>): boolean {
  try {
    requireSameOrigin({ method: 'POST', host: 'hub.example:8080', ...request })
    return true
  } catch {
    return false
  }
}

test('another site cannot act through the cookie', () => {
  const json = 'application/json; charset=utf-8'
  assert.ok(isAllowed({ method: 'GET', secFetchSite: 'cross-site' }))
  assert.ok(isAllowed({ secFetchSite: 'same-origin' }))
  assert.ok(isAllowed({ secFetchSite: 'none' }))
  assert.ok(!isAllowed({ secFetchSite: 'same-site', contentType: json }))
  assert.ok(!isAllowed({ secFetchSite: 'cross-site', origin: 'http://hub.example:8080' }))
  assert.ok(isAllowed({ origin: 'http://hub.example:8080' }))
  assert.ok(isAllowed({ origin: 'http://HUB.example:8080' }))
  assert.ok(!isAllowed({ origin: 'http://hub.example', contentType: json }))
  assert.ok(!isAllowed({ origin: 'null', contentType: json }))
  assert.ok(!isAllowed({ origin: 'http://hub.example:8080.evil.example' }))
  assert.ok(isAllowed({ contentType: json }))
  assert.ok(!isAllowed({ contentType: 'text/plain' }))
  assert.ok(!isAllowed({}))
  assert.ok(isAllowed({ method: 'DELETE' }))
})
