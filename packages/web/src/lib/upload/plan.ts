import { Buffer } from 'buffer'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import { told, type Door } from './door.ts'
import { patiently, type Patience } from './patience.ts'
import { readWhole } from './read-slices.ts'

export type FileToPublish = { path: string; blob: Blob }
/** How the hub wants a file: by chunks, inside the commit, or not at all because .gitignore names it. */
export type Way = 'large' | 'inline' | 'ignored'

const filesAtOnce = 500
const sampleBytes = 512

/** The hub decides for each file how it is sent (`POST …/preupload`). */
export async function planUpload(
  door: Door,
  patience: Patience,
  { repo, branch, files }: { repo: RepoRef; branch: string; files: readonly FileToPublish[] },
): Promise<Map<string, Way>> {
  const ways = new Map<string, Way>()
  const rules = files.find(({ path }) => path === '.gitattributes')
  const attributes = rules && new TextDecoder().decode(await readWhole(rules.blob, rules.path))
  for (let at = 0; at < files.length; at += filesAtOnce) {
    const asked = await Promise.all(files.slice(at, at + filesAtOnce).map(describe))
    const path = { ...apiPath(repo), rest: branch }
    const body = { files: asked, ...(attributes === undefined ? {} : { gitAttributes: attributes }) }
    const { files: verdicts } = await patiently(patience, async () =>
      told(
        await door.hub.POST('/api/{types}/{namespace}/{name}/preupload/{rest}', {
          params: { path },
          body,
          signal: patience.signal,
        }),
      ),
    )
    for (const { path, uploadMode, shouldIgnore } of verdicts)
      ways.set(path, shouldIgnore ? 'ignored' : uploadMode === 'lfs' ? 'large' : 'inline')
  }
  return ways
}

async function describe({ path, blob }: FileToPublish) {
  const sample = Buffer.from(await readWhole(blob.slice(0, sampleBytes), path)).toString('base64')
  return { path, size: blob.size, sample }
}
