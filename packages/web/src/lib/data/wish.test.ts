import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { conditionOf, joined, nextOrder, noWish, orderOf, readWish, wishQuery } from './wish.ts'

describe('what part of a table is looked at', () => {
  it('stands in the address and comes back from it', () => {
    const wish = { offset: 200, search: 'a & b', where: `"x" = 'ü'`, orderBy: '"x" DESC' }
    assert.deepEqual(readWish(new URLSearchParams(wishQuery(wish))), wish)
    assert.equal(wishQuery(noWish), '')
    for (const offset of ['-1', '1.5', 'x', '1e99']) assert.equal(readWish(new URLSearchParams({ offset })).offset, 0)
  })

  it('an order goes up, down and away', () => {
    const first = nextOrder('', 'a "b"')
    assert.equal(orderOf(first, 'a "b"'), 'ascending')
    const second = nextOrder(first, 'a "b"')
    assert.equal(orderOf(second, 'a "b"'), 'descending')
    assert.equal(nextOrder(second, 'a "b"'), '')
    assert.equal(orderOf(second, 'a'), null)
  })

  it('conditions hold values as they are', () => {
    assert.equal(conditionOf('age', '>', '30', true), '"age" > 30')
    assert.equal(conditionOf('id', '=', ' 9007199254740993 ', true), '"id" = 9007199254740993')
    assert.equal(conditionOf('p', '<', '-1.5e-7', true), '"p" < -1.5e-7')
    for (const typed of ['.5', '5.', '+5'])
      assert.equal(conditionOf('p', '<', typed, true), `"p" < ${typed.replace('+', '')}`)
    assert.equal(conditionOf('age', '>', 'x; DROP', true), `"age" > 'x; DROP'`)
    assert.equal(conditionOf('n"a', 'contains', "it's", false), `"n""a" ILIKE '%it''s%'`)
    assert.equal(conditionOf('a', 'contains', '50%', false), String.raw`"a" ILIKE '%50\%%' ESCAPE '\'`)
    assert.equal(conditionOf('a', 'contains', 'x_\\', false), String.raw`"a" ILIKE '%x\_\\%' ESCAPE '\'`)
    assert.equal(conditionOf('a', 'not null', '', false), '"a" IS NOT NULL')
    assert.equal(joined('a = 1', 'b = 2'), 'a = 1 AND b = 2')
    assert.equal(joined('a = 1 OR c = 3', 'b = 2'), '(a = 1 OR c = 3) AND b = 2')
  })
})
