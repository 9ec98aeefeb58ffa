import { HubError } from '../../kit/errors.ts'

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** A full disk is the client's to know (and to try again later); any other failure of the disk is a surprise. */
export function diskFailure(error: unknown): unknown {
  const code = codeOf(error)
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new HubError(
    'StorageFull',
    'The storage of this hub is full. Nothing was kept; ask its administrator for room.',
    {
      systemError: code,
    },
  )
}

/** The value of `work`, or null when the file it speaks of is not there. */
export async function unlessMissing<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
