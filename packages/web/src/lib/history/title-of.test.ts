import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readLocaleWith } from '../i18n/locale.ts'
import { titleOf } from './title-of.ts'

it('names a commit that says nothing', () => {
  readLocaleWith(() => 'en')
  assert.equal(titleOf({ title: 'Add files' }), 'Add files')
  assert.equal(titleOf({ title: ' ' }), 'No message')
})
