import { createHmac } from 'node:crypto'
import { encodeDedupAnswer, hashFromText } from '@kaihub/formats/xet'
import type { Clock } from '../../../kit/clock.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'
import type { Sharing } from './sharing.ts'
import type { XetGrant, XetHash } from './xet.ts'
import type { KnownXorb, Xorbs } from './xorbs.ts'

const weekSeconds = 7 * 24 * 3600
/** that hold one chunk are looked at */
const xorbsLookedAt = 8
/** of the file that it comes from; together with so few chunks an answer stays about a megabyte */
const neighboursAnswered = 100
const chunksAnswered = 20_000

/**
 * Tells a client where a chunk that it holds lies already. Chunk hashes are hidden under a key, so that it recognises only
 * what it holds. One key a week: clients sort what they remember by key, and it lives on for the week after.
 */
export function createDedup(deps: { db: Database; xorbs: Xorbs; sharing: Sharing; clock: Clock; secretKey: string }) {
  const { db, xorbs, sharing, clock } = deps

  /** Who has one chunk of a file mostly has others, and asks for few of them. */
  async function nearby(grant: XetGrant, chosen: XetHash): Promise<KnownXorb[]> {
    const neighbours = await queries.neighboursOf(db, chosen, neighboursAnswered)
    const allowed = await sharing.usable(grant, neighbours)
    const found = await xorbs.find([chosen, ...neighbours.filter((xorb) => xorb !== chosen && allowed.has(xorb))])
    let chunks = 0
    return [...found.values()]
      .toSorted((a, b) => Number(b.xorb === chosen) - Number(a.xorb === chosen))
      .filter((each) => each.xorb === chosen || (chunks += each.chunks.storedEnds.length) < chunksAnswered)
  }

  return async function lookUpChunk(grant: XetGrant, chunk: XetHash): Promise<Buffer | null> {
    const candidates = await queries.xorbsWithChunk(db, chunk, xorbsLookedAt)
    const allowed = await sharing.usable(grant, candidates)
    const chosen = candidates.find((xorb) => allowed.has(xorb))
    if (!chosen) return null
    const known = await nearby(grant, chosen)
    // The client will rely on them for as long as the key lives, whatever becomes of the repo meanwhile.
    const told = known.map(({ xorb }) => xorb)
    if (grant.by !== null) await inTransaction(db, (tx) => queries.rememberXorbs(tx, grant.by!, told))
    const now = Math.floor(clock.now().getTime() / 1000)
    const week = Math.floor(now / weekSeconds)
    return encodeDedupAnswer({
      xorbs: known.map(({ xorb, chunks }) => ({ hash: hashFromText(xorb), chunks })),
      key: createHmac('sha256', deps.secretKey).update(`kaihub xet dedup v1 ${week}`).digest(),
      createdSeconds: now,
      expiresSeconds: (week + 2) * weekSeconds,
    })
  }
}
