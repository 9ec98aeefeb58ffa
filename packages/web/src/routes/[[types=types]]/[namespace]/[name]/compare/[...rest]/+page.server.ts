import { redirect } from '@sveltejs/kit'
import { changeOf, firstDiffs } from '#lib/history/changes.ts'
import { commitOf } from '#lib/history/commits.ts'
import { faultOf, ok } from '#lib/hub.ts'
import { apiPath, repoHref, repoRef } from '#lib/repo/address.ts'
import { readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

const filesOnPage = 100

/** How two revisions differ: `/compare/main...feature%2Fx`; the form of the page sends both ends by themselves. */
export const load: PageServerLoad = async ({ locals: { hub }, params, url }) => {
  const repo = repoRef(params)
  const asked = url.searchParams
  const [from, to] = [asked.get('base')?.trim(), asked.get('head')?.trim()]
  if (from && to) redirect(303, `${repoHref(repo)}/compare/${encodeURIComponent(`${from}...${to}`)}`)
  const refs = await readRefs(hub, repo)
  const [, base = '', dots = '', head = ''] = /^(.+?)(\.\.\.?)([^.].*)$/.exec(params.rest ?? '') ?? []
  if (dots === '') return { refs, base: params.rest || 'main', head: '', fault: null, comparison: null }
  const cursor = asked.get('cursor')
  const answer = await hub.GET('/api/{types}/{namespace}/{name}/compare/{rest}', {
    params: {
      path: { ...apiPath(repo), rest: `${base}${dots}${head}` },
      query: { limit: filesOnPage, ...(cursor === null ? {} : { cursor }) },
    },
  })
  // A misspelt branch is told beside the form, where it can be put right.
  if (answer.response.headers.get('x-error-code') === 'RevisionNotFound')
    return { refs, base, head, fault: faultOf(answer.error, answer.response), comparison: null }
  const found = ok(answer)
  const ends = { base: found.base, head: found.head }
  const changes = found.files.map(changeOf)
  const { added, modified, deleted, renamed } = found.summary
  const comparison = {
    ends,
    changes,
    total: added + modified + deleted + renamed,
    truncated: found.truncated,
    next: found.next,
    isRelated: found.mergeBase !== null,
    commits: found.commits.map(commitOf),
    ahead: found.ahead,
    diffs: await firstDiffs(hub, repo, ends, { changes, named: asked.get('file') }),
  }
  return { refs, base, head, fault: null, comparison }
}
