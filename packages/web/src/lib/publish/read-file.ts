import { ok } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'

type Hub = App.Locals['hub']
export type At = { repo: RepoRef; path: string }

/** A file as an editor takes it. `text` is null for what is none, or too much of it. */
export type Editable = { type: 'file' | 'folder'; oid: string; text: string | null; eol: '\n' | '\r\n' }

const mostEditedBytes = 1024 * 1024

/** The commit that a branch is at. */
export async function headOf(hub: Hub, repo: RepoRef, branch: string): Promise<string> {
  const path = { ...apiPath(repo), revision: branch }
  const { sha } = ok(
    await hub.GET('/api/{types}/{namespace}/{name}/revision/{revision}', {
      params: { path, query: { expand: ['sha'] } },
    }),
  )
  return sha ?? ''
}

/** A file at a commit; null when it is not there. */
export async function readEditable(hub: Hub, commit: string, { repo, path }: At): Promise<Editable | null> {
  if (path === '') return null
  const [entry] = ok(
    await hub.POST('/api/{types}/{namespace}/{name}/paths-info/{rest}', {
      params: { path: { ...apiPath(repo), rest: commit } },
      body: { paths: [path] },
    }),
  )
  if (!entry) return null
  if (entry.type === 'directory') return { type: 'folder', oid: entry.oid, text: null, eol: '\n' }
  const isText = !entry.lfs && entry.size <= mostEditedBytes
  const text = isText ? await readText(hub, commit, { repo, path }) : null
  // Editors speak of lines that end one way; the file keeps its own. Where ends are mixed, each \r is a sign like others.
  const isWindows = text !== null && /\r\n/.test(text) && !/\r(?!\n)|(?<!\r)\n/.test(text)
  if (isWindows) return { type: 'file', oid: entry.oid, text: text.replaceAll('\r\n', '\n'), eol: '\r\n' }
  return { type: 'file', oid: entry.oid, text, eol: '\n' }
}

async function readText(hub: Hub, commit: string, { repo, path }: At): Promise<string | null> {
  const { types, namespace, name } = repo
  const rest = `${commit}/${path}`
  const answer =
    types === 'models'
      ? await hub.GET('/{namespace}/{name}/raw/{rest}', {
          params: { path: { namespace, name, rest } },
          parseAs: 'arrayBuffer',
        })
      : await hub.GET('/{prefix}/{namespace}/{name}/raw/{rest}', {
          params: { path: { prefix: types, namespace, name, rest } },
          parseAs: 'arrayBuffer',
        })
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(ok(answer))
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
