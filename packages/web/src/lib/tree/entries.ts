import type { KaihubClient } from '@kaihub/client'
import { nextCursor } from '#lib/find/filters.ts'
import { ok } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'
import { restOf, type Place } from './place.ts'

export type LastCommit = { id: string; title: string; date: string }
export type TreeEntry = {
  path: string
  isFolder: boolean
  size: number
  mark: 'lfs' | 'xet' | null
  lastCommit: LastCommit | null
}

type Told = {
  type: 'file' | 'directory'
  path: string
  size: number
  lfs?: object
  xetHash?: string
  lastCommit?: LastCommit
}

const pageEntries = 500

const entryOf = ({ type, path, size, lfs, xetHash, lastCommit }: Told): TreeEntry => ({
  path,
  isFolder: type === 'directory',
  size,
  mark: xetHash ? 'xet' : lfs ? 'lfs' : null,
  lastCommit: lastCommit ?? null,
})

const askTree = (hub: KaihubClient, repo: RepoRef, place: Place, cursor: string | null) =>
  hub.GET('/api/{types}/{namespace}/{name}/tree/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: restOf(place) },
      query: { limit: pageEntries, ...(cursor === null ? {} : { cursor }) },
    },
  })

/** A page of a folder, folders first, each entry with what changed it last; null when there is no such folder. */
export async function readFolder(hub: KaihubClient, repo: RepoRef, place: Place, cursor: string | null) {
  const answer = await askTree(hub, repo, place, cursor)
  if (answer.response.headers.get('x-error-code') === 'EntryNotFound') return null
  const listed = ok(answer)
  const commit = answer.response.headers.get('x-repo-commit') ?? place.revision
  const expanded = await lastChanges(hub, repo, { commit, paths: listed.map(({ path }) => path) })
  const entries = listed.map((entry) => entryOf({ ...entry, ...expanded.get(entry.path) }))
  return {
    commit,
    entries: entries.toSorted((a, b) => Number(b.isFolder) - Number(a.isFolder) || compare(a.path, b.path)),
    next: nextCursor(answer.response.headers.get('link')),
  }
}

const { compare } = new Intl.Collator('en', { numeric: true })

async function lastChanges(hub: KaihubClient, repo: RepoRef, { commit, paths }: { commit: string; paths: string[] }) {
  if (paths.length === 0) return new Map<string, { lastCommit?: LastCommit }>()
  const path = { ...apiPath(repo), rest: commit }
  const answer = await hub.POST('/api/{types}/{namespace}/{name}/paths-info/{rest}', {
    params: { path },
    body: { paths, expand: true },
  })
  return new Map(ok(answer).map(({ path, lastCommit }) => [path, lastCommit ? { lastCommit } : {}]))
}

export const isFile = async (hub: KaihubClient, repo: RepoRef, { revision, path }: Place): Promise<boolean> => {
  const answer = await hub.POST('/api/{types}/{namespace}/{name}/paths-info/{rest}', {
    params: { path: { ...apiPath(repo), rest: revision } },
    body: { paths: [path] },
  })
  return answer.data?.[0]?.type === 'file'
}
