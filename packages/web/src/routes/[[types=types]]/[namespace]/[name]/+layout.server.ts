import { redirect } from '@sveltejs/kit'
import { tagLabels } from '#lib/find/labels.ts'
import { ok } from '#lib/hub.ts'
import { apiPath, repoHref, repoId, repoRef } from '#lib/repo/address.ts'
import type { LayoutServerLoad } from './$types'

const fields = ['author', 'sha', 'private', 'tags', 'likes', 'createdAt', 'lastModified']

/** What every page of a repo needs: what it is, and what the reader may do with it. */
export const load: LayoutServerLoad = async ({ locals, params, url, parent }) => {
  const repo = repoRef(params)
  const path = apiPath(repo)
  const [info, { person }] = await Promise.all([
    locals.hub.GET('/api/{types}/{namespace}/{name}', { params: { path, query: { expand: fields } } }).then(ok),
    parent(),
  ])
  // The hub follows renames and forgives other cases; the address bar then shows the name it has now.
  if (info.id !== repoId(repo)) {
    const [namespace = '', name = ''] = info.id.split('/')
    const rest = url.pathname.split('/').slice(repoHref(repo).split('/').length)
    redirect(308, [repoHref({ ...repo, namespace, name }), ...rest].join('/') + url.search)
  }
  const mayWrite =
    person !== null &&
    (await locals.hub.GET('/api/{types}/{namespace}/{name}/auth-check/write', { params: { path } })).response.ok
  return {
    repo,
    info: {
      id: info.id,
      sha: info.sha ?? null,
      private: info.private ?? false,
      tags: info.tags ?? [],
      likes: info.likes ?? 0,
      createdAt: info.createdAt ?? null,
      lastModified: info.lastModified ?? null,
    },
    tagLabels: tagLabels(info.tags ?? []),
    mayWrite,
  }
}
