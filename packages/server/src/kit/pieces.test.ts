import assert from 'node:assert/strict'
import { test } from 'node:test'
import { copyInto, givePiece, holdPiece, pieceBytes, takePiece } from './pieces.ts'

test('a piece is used again only after its last holder gave it back', () => {
  const piece = takePiece()
  assert.equal(piece.length, pieceBytes)
  assert.ok(holdPiece(piece.subarray(0, 10)))
  givePiece(piece)
  assert.notEqual(takePiece().buffer, piece.buffer)
  givePiece(piece)
  assert.equal(takePiece().buffer, piece.buffer)
})

test('a piece given back twice is not lent to two', () => {
  const piece = takePiece()
  givePiece(piece)
  givePiece(piece)
  assert.notEqual(takePiece().buffer, takePiece().buffer)
})

test('other memory is nobody`s piece', () => {
  assert.equal(holdPiece(new Uint8Array(10)), false)
  givePiece(new Uint8Array(10))
  assert.equal(takePiece().length, pieceBytes)
})

test('bytes are copied to any place, and nothing beside it changes', () => {
  const piece = takePiece().fill(9)
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
  for (const at of [0, 3, 500, pieceBytes - 1000]) {
    copyInto(piece, at, bytes)
    assert.deepEqual(piece.subarray(at, at + 1000), Buffer.from(bytes))
    assert.ok(piece.subarray(at + 1000, at + 1010).every((byte) => byte === 9))
    piece.fill(9)
  }
  copyInto(piece, 5, new Uint8Array(0))
  assert.equal(piece[5], 9)
})
