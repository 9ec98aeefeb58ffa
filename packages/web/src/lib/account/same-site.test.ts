import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sameSitePath } from './same-site.ts'

it('goes on to a page of this site', () => {
  for (const next of ['/', '/alice/model?a=b#c', '/oauth/device?user_code=AB-CD', '/x?u=https://example.org'])
    assert.equal(sameSitePath(next), next)
})

it('goes home instead of to another site', () => {
  const others = [
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '\\/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/login?next=/x',
    '/logout',
  ]
  for (const next of others) assert.equal(sameSitePath(next), '/', String(next))
})
