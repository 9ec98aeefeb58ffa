import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import { good, type Door } from './door.ts'
import { UploadFault } from './fault.ts'

export type CommitLine =
  | { key: 'file'; value: { path: string; content: string; encoding: 'base64' | 'utf-8'; oldPath?: string } }
  | { key: 'lfsFile'; value: { path: string; algo: 'sha256'; oid: string; size: number } }
  | { key: 'deletedFile' | 'deletedFolder'; value: { path: string } }
  | { key: 'copyFile'; value: { path: string; srcPath: string } }

export type CommitTo = {
  repo: RepoRef
  branch: string
  summary: string
  description?: string
  /** the commit that the change was made on: the hub refuses it when the branch has moved since */
  parentCommit?: string
}

export type Committed = { commitOid: string; commitUrl: string }

/** One change of a branch. @throws UploadFault with the hub's words; 412 when `parentCommit` is no longer the latest */
export async function commitLines(
  door: Pick<Door, 'url' | 'headers' | 'fetch'>,
  { repo, branch, ...header }: CommitTo,
  lines: readonly (CommitLine | Blob)[],
  signal?: AbortSignal,
): Promise<Committed> {
  const { types, namespace, name } = apiPath(repo)
  const address = [types, namespace, name, 'commit', branch].map(encodeURIComponent).join('/')
  const body = new Blob([
    lineOf({ key: 'header', value: header }),
    ...lines.map((line) => (line instanceof Blob ? line : lineOf(line))),
  ])
  const response = await good(
    door.fetch(`${door.url}/api/${address}`, {
      method: 'POST',
      headers: { ...door.headers, 'Content-Type': 'application/x-ndjson' },
      body,
      ...(signal ? { signal } : {}),
    }),
  ).catch((error: unknown) => {
    throw error instanceof TypeError ? new UploadFault(error.message, { status: 0, code: 'NoConnection' }) : error
  })
  return (await response.json()) as Committed
}

export const lineOf = (line: CommitLine | { key: 'header'; value: object }): string => `${JSON.stringify(line)}\n`
