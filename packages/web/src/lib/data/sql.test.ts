import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asCsv, asJson, sqlName } from './sql.ts'

describe('results of SQL', () => {
  const features = ['a', 'b "c"'].map((name) => ({ name, type: { _type: 'Value', dtype: 'string' } }))
  const result = {
    features,
    rows: [
      [1, 'x, "y"\nz'],
      [null, '=HYPERLINK("x")'],
      [-5, { c: [1] }],
    ],
    truncated: false,
    partial: false,
    milliseconds: 1,
  }

  it('as CSV that a spreadsheet can open without running anything', () => {
    assert.equal(asCsv(result), `a,"b ""c"""\r\n1,"x, ""y""\nz"\r\n,"'=HYPERLINK(""x"")"\r\n-5,"{""c"":[1]}"\r\n`)
  })

  it('as JSON', () => {
    assert.deepEqual(JSON.parse(asJson(result))[1], { a: null, 'b "c"': '=HYPERLINK("x")' })
  })

  it('names are quoted where they must be', () => {
    assert.deepEqual(['train', 'order', 'My Column', 'a"b', '1st'].map(sqlName), [
      'train',
      '"order"',
      '"My Column"',
      '"a""b"',
      '"1st"',
    ])
  })
})
