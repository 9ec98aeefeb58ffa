import assert from 'node:assert/strict'
import { rm, type FileHandle } from 'node:fs/promises'
import type { Digest } from '../../kit/digest.ts'
import { HubError } from '../../kit/errors.ts'
import type { StagedBlob } from '../../ports/blob-store.ts'
import { diskFailure } from './disk-errors.ts'
import { createHashingFile } from './hashing-file.ts'

export type Staging = {
  file: string
  handle: FileHandle
  /** gives the finished and synced file its name */
  place: (file: string, digest: Digest) => Promise<void>
}

/** Any failure cancels: a staged blob is either committed or leaves nothing behind. */
export function createStagedBlob({ file, handle, place }: Staging): StagedBlob {
  const bytes = createHashingFile({ file, handle })
  let state: 'open' | 'committed' | 'cancelled' = 'open'
  let sealed: Facts | null = null

  async function cancel(): Promise<void> {
    if (state === 'open') state = 'cancelled'
    await bytes.close()
    if (state === 'cancelled') await rm(file, { force: true })
  }

  async function orCancel<Value>(work: () => Promise<Value>): Promise<Value> {
    assert(state === 'open', `a staged blob was used after it was ${state}`)
    try {
      return await work()
    } catch (error) {
      await cancel().catch(() => {})
      throw diskFailure(error)
    }
  }

  async function finish(expected: Partial<Facts>): Promise<Facts> {
    const found = await bytes.finish()
    verify(found, expected)
    await handle.sync()
    await bytes.close()
    return found
  }

  const seal = (): Promise<Facts> => orCancel(async () => (sealed ??= await finish({})))

  const commit: StagedBlob['commit'] = (expected = {}) =>
    orCancel(async () => {
      if (sealed) verify(sealed, expected)
      const found = sealed ?? (await finish(expected))
      await place(file, found.digest)
      state = 'committed'
      return found
    })

  return { write: (part) => orCancel(() => bytes.write(part)), seal, commit, cancel, [Symbol.asyncDispose]: cancel }
}

type Facts = { digest: Digest; sizeBytes: number }

function verify(found: Facts, expected: Partial<Facts>): void {
  const wrongSize = expected.sizeBytes !== undefined && expected.sizeBytes !== found.sizeBytes
  const wrongDigest = expected.digest !== undefined && expected.digest !== found.digest
  if (!wrongSize && !wrongDigest) return
  const what = wrongSize
    ? `${found.sizeBytes} bytes arrived where ${expected.sizeBytes} were announced`
    : `The bytes have SHA-256 ${found.digest}, not ${expected.digest} as announced`
  throw new HubError('DigestMismatch', what, { found, expected })
}
