import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomIds } from '../../../kit/ids.ts'
import { makeUserCode, readUserCode } from './user-code.ts'

test('a user code is eight letters that nobody confuses', () => {
  const codes = Array.from({ length: 200 }, () => makeUserCode(randomIds))
  for (const code of codes) assert.match(code, /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/)
  assert.equal(new Set(codes).size, 200)
  assert.equal(new Set(codes.join('').replaceAll('-', '')).size, 20)
})

test('a user code is read however it was typed', () => {
  for (const typed of ['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'BCDF–GHJK', 'ＢＣＤＦ－ｇｈｊｋ', 'B.C.D.F_G.H.J.K'])
    assert.equal(readUserCode(typed), 'BCDF-GHJK', typed)
  for (const typed of ['', 'BCDF-GHJ', 'BCDF-GHJKL', 'BCDF-GHJA', 'BCDF-GHJ0', '<b>DF-GHJK', 'BCDF\0GHJK'])
    assert.equal(readUserCode(typed), null, typed)
})
