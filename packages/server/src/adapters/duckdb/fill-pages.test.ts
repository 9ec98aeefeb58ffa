import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRange, type Extent } from './extents.ts'
import { fillPages } from './fill-pages.ts'
import type { OpenFile } from './open-source.ts'

const pageBytes = 300_000

/** A whole number as Thrift's compact protocol writes it. */
function integer(value: number): number[] {
  const bytes: number[] = []
  let left = value * 2
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) + 0x80)
  return [...bytes, left]
}

/** The header of a page of 1000 values, filled up to the bytes of a page. */
function pageOf(values: number): Buffer {
  const header = (content: number): number[] => [
    0x15,
    0,
    0x15,
    ...integer(content),
    0x15,
    ...integer(content),
    0x2c,
    0x15,
    ...integer(values),
    0x15,
    0,
    0x15,
    6,
    0x15,
    6,
    0,
    0,
  ]
  const start = Buffer.from(header(pageBytes - header(pageBytes).length))
  return Buffer.concat([start, Buffer.alloc(pageBytes - start.length, 1)])
}

const chunkStart = 4
const content = Buffer.concat([Buffer.alloc(chunkStart), ...Array.from({ length: 8 }, () => pageOf(1000))])
const pages: Extent = { start: chunkStart, end: content.length }

async function filled(upToRow: number, values = 8000, source = content): Promise<Extent[]> {
  const extents: Extent[] = []
  const file: OpenFile = {
    path: '',
    layout: { rows: 8000, groups: [] },
    firstRow: 0,
    bring: async (wanted) => {
      for (const extent of wanted) addRange(extents, extent)
    },
    peek: async ({ start, end }) => source.subarray(start, end),
  }
  const chunk = { path: 'a', values, extents: [pages] }
  await fillPages(file, [chunk], { group: { firstRow: 0, rows: 8000, chunks: [chunk] }, upToRow })
  return extents
}

test('only the pages up to a row are filled, and whole ones', async () => {
  assert.deepEqual(await filled(1), [{ start: chunkStart, end: chunkStart + 3 * pageBytes }])
  assert.deepEqual(await filled(4096), [{ start: chunkStart, end: chunkStart + 5 * pageBytes }])
  assert.deepEqual(await filled(8000), [pages])
})

test('a chunk with lists is filled whole, as is one whose headers are out of reach', async () => {
  assert.deepEqual(await filled(1, 9000), [pages])
  assert.deepEqual(await filled(1, 8000, content.subarray(0, 10)), [pages])
})
