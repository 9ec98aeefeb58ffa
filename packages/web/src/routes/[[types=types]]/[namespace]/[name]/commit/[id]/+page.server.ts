import { changeOf, firstDiffs } from '#lib/history/changes.ts'
import { commitOf } from '#lib/history/commits.ts'
import { ok } from '#lib/hub.ts'
import { apiPath, repoRef } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

const filesOnPage = 100

/** A commit and what it changed since its first parent. */
export const load: PageServerLoad = async ({ locals: { hub }, params, url }) => {
  const repo = repoRef(params)
  const cursor = url.searchParams.get('cursor')
  const found = ok(
    await hub.GET('/api/{types}/{namespace}/{name}/commit/{id}', {
      params: {
        path: { ...apiPath(repo), id: params.id },
        query: { limit: filesOnPage, ...(cursor === null ? {} : { cursor }) },
      },
    }),
  )
  const ends = { base: found.base, head: found.head }
  const changes = found.files.map(changeOf)
  const { added, modified, deleted, renamed } = found.summary
  return {
    commit: commitOf(found),
    parents: found.parents,
    ends,
    changes,
    total: added + modified + deleted + renamed,
    truncated: found.truncated,
    next: found.next,
    diffs: await firstDiffs(hub, repo, ends, { changes, named: url.searchParams.get('file') }),
  }
}
