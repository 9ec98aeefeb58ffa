import type { KaihubClient } from '@kaihub/client'
import { ok } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'

export type Ref = { name: string; commit: string }
export type Refs = { branches: Ref[]; tags: Ref[] }
export type Place = { revision: string; path: string }

const named = (refs: { name: string; targetCommit: string }[]): Ref[] =>
  refs.map(({ name, targetCommit }) => ({ name, commit: targetCommit }))

export async function readRefs(hub: KaihubClient, repo: RepoRef): Promise<Refs> {
  const found = ok(await hub.GET('/api/{types}/{namespace}/{name}/refs', { params: { path: apiPath(repo) } }))
  return { branches: named(found.branches), tags: named(found.tags) }
}

/**
 * What an address names below `/tree/`, `/edit/` and the like: `feature%2Fx/dir`, and `feature/x/dir` as other hubs write it where
 * there is a branch of that name.
 */
export function placeOf(pathname: string, refs: Refs): Place {
  const segments = pathname.split('/')
  const decoded = segments
    .slice(isPrefix(segments[1]) ? 5 : 4)
    .filter((segment) => segment !== '')
    .map(decode)
  const [first = 'main', ...rest] = decoded
  if (first.includes('/')) return { revision: first, path: rest.join('/') }
  const names = new Set([...refs.branches, ...refs.tags].map(({ name }) => name))
  for (let count = Math.min(decoded.length, 10); count > 1; count -= 1) {
    const start = decoded.slice(0, count).join('/')
    if (names.has(start) || /^refs\/(heads|tags|pr|convert)\/./.test(start))
      return { revision: start, path: decoded.slice(count).join('/') }
  }
  return { revision: first, path: rest.join('/') }
}

const isPrefix = (segment: string | undefined): boolean => ['datasets', 'spaces', 'code'].includes(segment ?? '')

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** As the Hub API takes it: the revision and the path in one. */
export const restOf = ({ revision, path }: Place): string => (path === '' ? revision : `${revision}/${path}`)

const isCommitId = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision)

/** A commit id in short, anything else as it is. */
export const shortRevision = (revision: string): string => (isCommitId(revision) ? revision.slice(0, 8) : revision)
