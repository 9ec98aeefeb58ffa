import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks } from '@kaihub/formats/card'
import { readLocaleWith } from '../i18n/locale.ts'
import { isTask, taskName } from './task-names.ts'

test('every task of the cards has a name in both languages', () => {
  for (const task of tasks) if (task !== 'other') assert.ok(isTask(task), task)
  readLocaleWith(() => 'zh')
  for (const task of tasks) if (task !== 'other') assert.match(taskName(task), /\p{Script=Han}/u, task)
  readLocaleWith(() => 'en')
  assert.equal(taskName('text-generation'), 'Text generation')
  assert.equal(taskName('constructor'), 'constructor')
})
