import { LRUCache } from 'lru-cache'
import { limits } from '../../../../config/limits.ts'
import type { Threads } from '../../../../ports/threads.ts'
import { sameChunks, type ChunkLists } from '../../xet/chunk-lists.ts'
import type { PlacedTensor } from '../inventory.ts'
import { contentOf } from '../read-header.ts'
import type { Compared } from './compare-job.ts'
import type { OpenFiles } from './open-files.ts'
import type { RequireTime } from './patience.ts'
import { compareTensors, isComputable, type Side } from './read-tensors.ts'
import { statusByHeader, type Pair, type Row } from './rows.ts'

/** Compares two tensors. What they have to say is remembered by the bytes they are. */
export function createCompareRows({ chunkLists, threads }: { chunkLists: ChunkLists; threads: Threads }) {
  const compared = new LRUCache<string, Compared>({
    maxSize: limits.tensorDiffCacheBytes,
    sizeCalculation: (_, key) => 2 * key.length + 300,
  })

  /** All that can be said without reading a tensor. */
  async function cheapRow(pair: Pair): Promise<Row> {
    const status = statusByHeader(pair)
    const row: Row = { ...pair, status, figures: null }
    if (!pair.before || !pair.after || status === 'reshaped') return row
    const known = compared.get(keyOf(pair.before, pair.after))
    if (known) return withCompared(row, known)
    const isSame = status === 'unread' && (await areSameBytes(pair.before, pair.after))
    return isSame ? { ...row, status: 'equal' } : row
  }

  async function areSameBytes(a: PlacedTensor, b: PlacedTensor): Promise<boolean> {
    if (a.sizeBytes === 0 || (contentOf(a.entry) === contentOf(b.entry) && a.begin === b.begin)) return true
    const [xetA, xetB] = [a.entry.lfs?.xet, b.entry.lfs?.xet]
    if (!xetA || !xetB) return false
    const chunks = await Promise.all([chunkLists(xetA, rangeOf(a)), chunkLists(xetB, rangeOf(b))])
    return chunks[0] !== null && chunks[1] !== null && sameChunks(chunks[0], chunks[1])
  }

  async function readRow(row: Row, files: { base: OpenFiles; head: OpenFiles }, time: RequireTime): Promise<Row> {
    const [before, after] = [row.before!, row.after!]
    const sides: [Side, Side] = [
      { tensor: before, file: await files.base.open(before.entry) },
      { tensor: after, file: await files.head.open(after.entry) },
    ]
    const result = await compareTensors(threads, sides, time)
    compared.set(keyOf(before, after), result)
    return withCompared(row, result)
  }

  return { cheapRow, readRow }
}

/** Whether reading would tell more: blocks of different types cannot be compared, nor what is beyond all measure. */
export const isUnread = ({ status, figures, before, after }: Row): boolean =>
  (status === 'unread' || (status === 'retyped' && figures === null && isComputable(before!, after!))) &&
  Math.max(before!.sizeBytes, after!.sizeBytes) <= limits.tensorDiffTensorBytes

function withCompared(row: Row, { isSame, figures }: Compared): Row {
  if (row.status === 'retyped') return { ...row, figures }
  return isSame ? { ...row, status: 'equal' } : { ...row, status: 'changed', figures }
}

const rangeOf = ({ begin, sizeBytes }: PlacedTensor) => ({ start: begin, end: begin + sizeBytes })
const placeOf = (tensor: PlacedTensor) => [contentOf(tensor.entry), tensor.begin, tensor.sizeBytes, tensor.dtype]
const keyOf = (a: PlacedTensor, b: PlacedTensor): string => JSON.stringify([placeOf(a), placeOf(b)])
