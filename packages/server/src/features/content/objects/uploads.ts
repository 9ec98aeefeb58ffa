import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Digest } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { Ids } from '../../../kit/ids.ts'
import type { PartStore } from '../../../ports/blob-store.ts'
import type { Database } from '../../../ports/database.ts'
import { createTurns } from '../take-turns.ts'
import * as queries from './queries.ts'
import type { Expected, Receiver } from './object.ts'

type UploadsDeps = {
  db: Database
  parts: PartStore
  clock: Clock
  ids: Ids
  receive: (source: AsyncIterable<Uint8Array>, expected: Expected, receiver: Receiver) => Promise<void>
}

/** Large objects that arrive in parts, perhaps over days and restarts. */
export function createUploads({ db, parts, clock, ids, receive }: UploadsDeps) {
  const takeTurns = createTurns()

  async function startUpload(expected: Expected, receiver: Receiver): Promise<queries.Upload> {
    const expiresAt = new Date(clock.now().getTime() + limits.uploadLifeHours * 3_600_000)
    const partBytes = partBytesOf(expected)
    return queries.startUpload(db, { id: ids.publicId(), ...expected, ...receiver, partBytes, expiresAt })
  }

  async function requireUpload(id: string): Promise<queries.Upload> {
    const upload = await queries.findUpload(db, id)
    if (!upload) throw new HubError('ObjectNotFound', 'This upload is finished or has expired. Start it again.')
    return upload
  }

  /** Takes part `number` (from 1) and answers its digest, which serves as its ETag. */
  async function receivePart(
    id: string,
    number: number,
    source: (expectedBytes: number) => AsyncIterable<Uint8Array>,
  ): Promise<Digest> {
    const sizeBytes = partSize(await requireUpload(id), number)
    return (await parts.put(id, number, source(sizeBytes), sizeBytes)).digest
  }

  /** Joins the parts into the object they were announced as. Asking twice is harmless, also at the same time. */
  const completeUpload = (id: string, expected: Expected, receiver: Receiver): Promise<void> =>
    takeTurns(id, () => complete(id, expected, receiver))

  async function complete(id: string, expected: Expected, receiver: Receiver): Promise<void> {
    const held = await queries.heldObjects(db, receiver.repoId, [expected.digest])
    if (held.has(expected.digest)) return endUpload(id)
    const upload = await requireUpload(id)
    const present = await parts.list(id)
    const missing = Array.from({ length: countParts(upload) }, (_, i) => i + 1).filter(
      (n) => present.get(n) !== partSize(upload, n),
    )
    if (missing.length > 0)
      throw new HubError(
        'UploadIncomplete',
        `Parts are missing: ${missing.slice(0, 20).join(', ')}. Send them and complete again.`,
      )
    await receive(joined(upload), expected, receiver)
    await endUpload(id)
  }

  async function* joined(upload: queries.Upload): AsyncIterable<Uint8Array> {
    for (let number = 1; number <= countParts(upload); number++) yield* parts.read(upload.id, number)
  }

  async function endUpload(id: string): Promise<void> {
    await queries.endUpload(db, id)
    await parts.remove(id)
  }

  /** Gives up uploads past their time and bytes of uploads that nobody knows. Safe to repeat. */
  async function sweepUploads(): Promise<number> {
    let swept = 0
    for (let expired = await expiredUploads(); expired.length > 0; expired = await expiredUploads()) {
      for (const id of expired) await endUpload(id)
      swept += expired.length
    }
    const folders = await parts.uploads()
    const known = await queries.allUploadIds(db)
    const strays = folders.filter((id) => !known.has(id))
    for (const id of strays) await parts.remove(id)
    return swept + strays.length
  }

  const expiredUploads = () => queries.expiredUploads(db, clock.now(), 1000)

  return { startUpload, receivePart, completeUpload, sweepUploads }
}

export const partBytesOf = ({ sizeBytes }: Expected): number =>
  Math.max(limits.multipartPartBytes, Math.ceil(sizeBytes / limits.multipartMaxParts))

export const countParts = (upload: { sizeBytes: number; partBytes: number }): number =>
  Math.ceil(upload.sizeBytes / upload.partBytes)

/** @throws HubError BadRequest for a part the upload does not have */
function partSize(upload: { sizeBytes: number; partBytes: number }, number: number): number {
  const last = countParts(upload)
  if (!Number.isInteger(number) || number < 1 || number > last)
    throw new HubError('BadRequest', `This upload has parts 1 to ${last}.`)
  return number < last ? upload.partBytes : upload.sizeBytes - upload.partBytes * (last - 1)
}
