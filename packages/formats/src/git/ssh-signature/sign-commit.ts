import type { KeyObject } from 'node:crypto'
import { encodeCommit } from '../commit.ts'
import type { Commit } from '../commit.ts'
import { signSsh } from './sign-ssh.ts'

const signatureHeaders = new Set(['gpgsig', 'gpgsig-sha256'])

/** The bytes of the commit with a signature by a private Ed25519 key, which takes the place of any it had. */
export function signCommit(commit: Commit, key: KeyObject): Buffer {
  const extraHeaders = (commit.extraHeaders ?? []).filter(([name]) => !signatureHeaders.has(name))
  const signature = signSsh(encodeCommit({ ...commit, extraHeaders }), key)
  return encodeCommit({ ...commit, extraHeaders: [...extraHeaders, ['gpgsig', signature]] })
}
