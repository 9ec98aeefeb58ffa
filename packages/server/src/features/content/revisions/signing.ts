import type { KeyObject } from 'node:crypto'
import { decodeCommit, encodeCommit, signCommit, sshPublicKey, type Commit } from '@kaihub/formats/git'

/**
 * Who vouches for a commit: the hub for one made over HTTP, whose author it knew; or somebody whose signature came along,
 * which this hub keeps and does not judge.
 */
export type SignedBy = 'hub' | 'somebody' | null

/** Commits that people make over HTTP are signed by the hub itself, unless it has no key for that. */
export type Signer = {
  encode: (commit: Commit) => Buffer
  signedBy: (commit: Required<Commit>) => SignedBy
  /** for `gpg.ssh.allowedSignersFile`; null when nothing is signed */
  allowedSigner: string | null
}

export function createSigner(key: KeyObject | null, mailHost: string): Signer {
  function signedBy(commit: Required<Commit>): SignedBy {
    const signature = signatureOf(commit)
    if (signature === null) return null
    // The same key signs the same bytes the same way, each time.
    const isOurs = key !== null && signatureOf(decodeCommit(signCommit(commit, key))) === signature
    return isOurs ? 'hub' : 'somebody'
  }

  return {
    encode: (commit) => (key ? signCommit(commit, key) : encodeCommit(commit)),
    signedBy,
    allowedSigner: key && `*@users.noreply.${mailHost} namespaces="git" ${sshPublicKey(key)}`,
  }
}

const signatureOf = (commit: Commit): string | null =>
  commit.extraHeaders?.find(([name]) => name === 'gpgsig')?.[1] ?? null
