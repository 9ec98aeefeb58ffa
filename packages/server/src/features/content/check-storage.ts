import { createHash } from 'node:crypto'
import type { Digest } from '../../kit/digest.ts'
import type { RepoId } from '../../kit/ids.ts'
import type { BlobStore, OpenBlob } from '../../ports/blob-store.ts'
import type { Database } from '../../ports/database.ts'
import type { Repo, Repos } from '../repos/index.ts'
import type { Objects } from './objects/service.ts'
import { checkRepo } from './revisions/check-repo.ts'
import type { ReadBodies } from './revisions/packed.ts'

export type Damage = { repo: string | null; what: string }
export type StorageReport = {
  repos: number
  gitObjects: number
  objects: number
  bytes: number
  damage: number
  strays: number
}

export type CheckDeps = { db: Database; repos: Repos; objects: Objects; blobs: BlobStore; readBodies: ReadBodies }

const pageSize = 500

/**
 * Walks every repo from its refs and re-hashes every git object and every stored object. Tells each damage as it is
 * found. Bytes without a row are strays, not damage: an upload that was never acknowledged leaves them.
 */
export async function checkStorage(deps: CheckDeps, tell: (damage: Damage) => void): Promise<StorageReport> {
  const report: StorageReport = { repos: 0, gitObjects: 0, objects: 0, bytes: 0, damage: 0, strays: 0 }
  const found = (damage: Damage) => {
    report.damage += 1
    tell(damage)
  }
  for await (const repo of allRepos(deps.repos)) {
    report.repos += 1
    const { gitObjects, damage } = await checkRepo(deps, repo)
    report.gitObjects += gitObjects
    // What was deleted while we looked is not damaged.
    if (damage.length > 0 && !(await deps.repos.byId(repo.id))) continue
    for (const what of damage) found({ repo: `${repo.type} ${repo.fullName}`, what })
  }
  const known = await checkObjects(deps, report, found)
  for await (const blob of deps.blobs.list()) if (!known.has(blob.digest)) report.strays += 1
  return report
}

async function* allRepos(repos: Repos): AsyncGenerator<Repo> {
  for (let after = 0; ;) {
    const page = await repos.page(after, pageSize)
    yield* page
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

async function checkObjects(
  { objects, repos }: CheckDeps,
  report: StorageReport,
  found: (damage: Damage) => void,
): Promise<Set<Digest>> {
  const known = new Set<Digest>()
  for (let after: Digest | null = null; ;) {
    const page = await objects.page(after, pageSize)
    for (const { digest, sizeBytes, ...where } of page) {
      known.add(digest)
      report.objects += 1
      report.bytes += sizeBytes
      const fault = await checkObject(() => objects.openAt(digest, where), digest, sizeBytes).catch(
        (error: unknown) => `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      )
      if (!fault) continue
      const linking = await Promise.all((await objects.reposLinking(digest)).map((id) => repos.byId(id as RepoId)))
      const names = linking.flatMap((repo) => (repo ? [`${repo.type} ${repo.fullName}`] : []))
      found({ repo: names.join(', ') || null, what: `object ${digest} ${fault}` })
    }
    if (page.length < pageSize) return known
    after = page.at(-1)!.digest
  }
}

async function checkObject(
  open: () => Promise<OpenBlob | null>,
  digest: Digest,
  sizeBytes: number,
): Promise<string | null> {
  await using blob = await open()
  if (!blob) return 'is missing from the blob store'
  if (blob.sizeBytes !== sizeBytes) return `has ${blob.sizeBytes} bytes instead of ${sizeBytes}`
  const hash = createHash('sha256')
  for await (const part of blob.read()) hash.update(part)
  return hash.digest('hex') === digest ? null : 'no longer has the bytes it is named for'
}
