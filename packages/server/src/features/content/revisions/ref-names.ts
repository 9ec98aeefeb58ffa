import { checkRefName } from '@kaihub/formats/git'
import { limits } from '../../../config/limits.ts'
import { HubError } from '../../../kit/errors.ts'
import { isObjectId } from '../../../kit/ids.ts'

const folders = { branch: 'refs/heads/', tag: 'refs/tags/' } as const

/**
 * The full name of a new branch or tag.
 * @throws HubError BadRequest for a name that git would not take, or that would mean something else as a revision
 */
export function requireRefName(kind: 'branch' | 'tag', short: string): string {
  const name = folders[kind] + short
  const fault = checkRefName(short) ?? checkRefName(name) ?? otherMeaning(short) ?? tooLong(name)
  if (fault !== null) throw badRefName(name, fault)
  return name
}

export const badRefName = (name: string, fault: string): HubError => {
  const kind = name.startsWith(folders.tag) ? 'tag' : 'branch'
  return new HubError('BadRequest', `Invalid reference for a ${kind}: ${fault}`)
}

function otherMeaning(short: string): string | null {
  if (short.startsWith('refs/')) return 'ref name starts with "refs/"'
  if (short === 'HEAD') return '"HEAD" means the default branch'
  return isObjectId(short.toLowerCase()) ? 'ref name reads like a commit id' : null
}

const tooLong = (name: string): string | null =>
  Buffer.byteLength(name) > limits.refNameBytes ? `ref name is longer than ${limits.refNameBytes} bytes` : null
