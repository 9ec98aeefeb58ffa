import assert from 'node:assert/strict'
import { it } from 'node:test'
import { errorKinds } from '../../../../server/src/kit/errors.ts'
import { readLocaleWith, type Locale } from '../i18n/locale.ts'
import { hubFault } from './faults.ts'

const say = (locale: Locale, code: string): string => {
  readLocaleWith(() => locale)
  return hubFault({ code, told: 'No file a.txt' })
}

it('every fault the hub knows is told in both languages', () => {
  const codes = Object.keys(errorKinds)
  assert.ok(codes.length > 20)
  for (const code of codes) {
    assert.equal(say('en', code), 'No file a.txt')
    assert.match(say('zh', code), /^\p{Script=Han}.+（No file a\.txt）$/u, code)
  }
  for (const code of ['', 'Unheard', 'constructor']) assert.equal(say('zh', code), 'No file a.txt')
})
