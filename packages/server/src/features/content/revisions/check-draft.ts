import { validateCard } from '@kaihub/formats/card'
import { HubError } from '../../../kit/errors.ts'
import type { Repo } from '../../repos/index.ts'
import type { Objects } from '../objects/service.ts'
import type { Change } from './build-tree.ts'
import type { Draft } from './commit-draft.ts'
import { pointerBlob } from './new-blob.ts'
import type { GitObject } from './queries.ts'

/** The LFS files of a commit: the pointers that stand for them in git, and where. */
export type Claimed = { blobs: GitObject[]; changes: Change[]; paths: string[] }

/**
 * What holds for every commit, whatever branch it is for: a card that can be read, and no object that is not the
 * repo's own, as knowing a digest is not owning it.
 * @throws HubError BadRequest
 */
export async function checkDraft(objects: Objects, repo: Repo, draft: Draft): Promise<Claimed> {
  if (draft.card) checkCard(draft.card, repo)
  const wanted = [...draft.lfsFiles, ...draft.pointers]
  const held = await objects.held(
    repo.id,
    wanted.map((claim) => claim.digest),
  )
  for (const { path, digest, sizeBytes } of wanted) {
    const heldBytes = held.get(digest)
    if (heldBytes === undefined)
      throw new HubError('BadRequest', `The LFS object ${digest} of "${path}" was not uploaded to this repository.`)
    if (sizeBytes !== null && sizeBytes !== heldBytes)
      throw new HubError('BadRequest', `"${path}" has ${heldBytes} bytes, but the commit says ${sizeBytes}.`)
  }
  const blobs = draft.lfsFiles.map(({ digest }) => pointerBlob({ digest, sizeBytes: held.get(digest)! }))
  const paths = draft.lfsFiles.map(({ path }) => path)
  const changes = paths.map((path, i): Change => ({ act: 'put', path, mode: '100644', oid: blobs[i]!.oid }))
  return { blobs, changes, paths }
}

/** Where a commit puts, deletes or copies something, and the folders that it may delete whole. */
export const placesIn = ({ changes, lfsFiles, copies }: Draft): { paths: string[]; folders: string[] } => ({
  paths: [...changes, ...lfsFiles, ...copies].map(({ path }) => path),
  folders: changes.flatMap((change) => (change.act === 'delete' && change.what !== 'file' ? [change.path] : [])),
})

/** @throws HubError BadRequest for a README.md whose front matter clients could not read */
export function checkCard(card: Buffer, repo: Repo): void {
  const { errors } = validateCard(card.toString('utf8'), repo.type)
  if (errors.length === 0) return
  const faults = errors.map((error) => error.message).join('; ')
  throw new HubError('BadRequest', `README.md is not valid: ${faults}`.slice(0, 2000))
}
