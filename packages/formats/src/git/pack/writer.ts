import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { assertId } from '../hash.ts'
import type { ObjectKind } from '../hash.ts'
import { encodeEntryHead } from './entry-head.ts'
import { packHeaderBytes } from './layout.ts'
import { createIndexRows, encodePackIndex } from './write-index.ts'

export type PackWriter = {
  /** the header of the pack */
  start: () => Buffer
  /** `deflated` is the zlib stream of the body; gives what to write: the head, then `deflated` itself */
  add: (object: { oid: string; kind: ObjectKind; sizeBytes: number; deflated: Uint8Array }) => Buffer[]
  /** the last bytes of the pack, the pack's name (its checksum as hex) and its index file */
  end: () => { trailer: Buffer; name: string; index: Buffer }
}

/** Writes a pack of whole objects: feed it and send on what it gives. Entries come in the order given. */
export function createPackWriter(objectCount: number): PackWriter {
  const hash = createHash('sha1')
  const rows = createIndexRows(objectCount)
  let added = 0
  let offset = 0
  return {
    start() {
      assert(offset === 0, 'a pack starts once')
      const header = Buffer.alloc(packHeaderBytes, 'PACK')
      header.writeUInt32BE(2, 4)
      header.writeUInt32BE(objectCount, 8)
      hash.update(header)
      offset = packHeaderBytes
      return header
    },
    add({ oid, kind, sizeBytes, deflated }) {
      assert(offset > 0 && added < objectCount, 'objects come after the start, and as many as were announced')
      const head = encodeEntryHead(kind, sizeBytes)
      const data = Buffer.from(deflated.buffer, deflated.byteOffset, deflated.byteLength)
      hash.update(head).update(data)
      rows.set(added, { oid: assertId(oid, 'pack'), crc32: crc32(data, crc32(head)), offset })
      added += 1
      offset += head.length + data.length
      return [head, data]
    },
    end() {
      assert(offset > 0 && added === objectCount, 'a pack ends after all objects that were announced')
      const trailer = hash.digest()
      const name = trailer.toString('hex')
      return { trailer, name, index: encodePackIndex(rows, name) }
    },
  }
}
