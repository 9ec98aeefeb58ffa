import { createSHA256 } from 'hash-wasm'
import { repoHref, type RepoRef } from '#lib/repo/address.ts'
import { good, type Door } from './door.ts'
import { patiently, type Patience } from './patience.ts'
import type { FileToPublish } from './plan.ts'
import { readSlices } from './read-slices.ts'
import type { Sent } from './xet-uploader.ts'

type Answer = { objects: { oid: string; actions?: { upload?: unknown }; error?: unknown }[] }

/** Of small files, those that this repo has already: asking for them all at once is quicker than chunk by chunk. */
export async function findHeld(
  door: Door,
  patience: Patience,
  { repo, files }: { repo: RepoRef; files: readonly FileToPublish[] },
): Promise<Map<string, Sent>> {
  const named = new Map<string, Sent>()
  for (const { path, blob } of files) {
    await patience.whilePaused()
    patience.signal.throwIfAborted()
    named.set(path, { sha256: await sha256Of(blob, path), sizeBytes: blob.size })
  }
  const objects = [...named.values()].map(({ sha256, sizeBytes }) => ({ oid: sha256, size: sizeBytes }))
  const answer = await patiently(patience, async () => {
    const response = await good(
      door.fetch(`${door.url}${repoHref(repo)}.git/info/lfs/objects/batch`, {
        method: 'POST',
        headers: { ...door.headers, 'Content-Type': 'application/vnd.git-lfs+json' },
        body: JSON.stringify({ operation: 'upload', transfers: ['basic'], objects }),
        signal: patience.signal,
      }),
    )
    return (await response.json()) as Answer
  })
  const held = new Set(answer.objects.filter(({ actions, error }) => !actions?.upload && !error).map(({ oid }) => oid))
  return new Map([...named].filter(([, { sha256 }]) => held.has(sha256)))
}

async function sha256Of(blob: Blob, path: string): Promise<string> {
  const hasher = (await createSHA256()).init()
  for await (const slice of readSlices(blob, path)) hasher.update(slice)
  return hasher.digest('hex')
}
