import { createHmac } from 'node:crypto'
import { encodeDedupAnswer, hashFromText } from '@kaihub/formats/xet'
import type { Clock } from '../../../kit/clock.ts'
import type { Database } from '../../../ports/database.ts'
import * as queries from './queries.ts'
import type { Sharing } from './sharing.ts'
import type { XetGrant, XetHash } from './xet.ts'
import type { Xorbs } from './xorbs.ts'

const weekSeconds = 7 * 24 * 3600
/** that hold one chunk are looked at */
const xorbsLookedAt = 8
/** keeps an answer below a megabyte */
const xorbsAnswered = 1

/**
 * Tells a client where a chunk that it holds lies already. Chunk hashes are hidden under a key, so that it recognises only
 * what it holds. One key a week: clients sort what they remember by key, and it lives on for the week after.
 */
export function createDedup(deps: { db: Database; xorbs: Xorbs; sharing: Sharing; clock: Clock; secretKey: string }) {
  const { db, xorbs, sharing, clock } = deps

  return async function lookUpChunk(grant: XetGrant, chunk: XetHash): Promise<Buffer | null> {
    const candidates = await queries.xorbsWithChunk(db, chunk, xorbsLookedAt)
    const allowed = await sharing.usable(grant, candidates)
    const chosen = candidates.filter((xorb) => allowed.has(xorb)).slice(0, xorbsAnswered)
    if (chosen.length === 0) return null
    const found = await xorbs.find(chosen)
    const now = Math.floor(clock.now().getTime() / 1000)
    const week = Math.floor(now / weekSeconds)
    return encodeDedupAnswer({
      xorbs: [...found.values()].map(({ xorb, chunks }) => ({ hash: hashFromText(xorb), chunks })),
      key: createHmac('sha256', deps.secretKey).update(`kaihub xet dedup v1 ${week}`).digest(),
      createdSeconds: now,
      expiresSeconds: (week + 2) * weekSeconds,
    })
  }
}
