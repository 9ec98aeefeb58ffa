import { error, redirect } from '@sveltejs/kit'
import { ok } from '#lib/hub.ts'
import { apiPath, placeHref, repoRef } from '#lib/repo/address.ts'
import { snippetsOf } from '#lib/repo/snippets.ts'
import { isFile, readFolder } from '#lib/tree/entries.ts'
import { placeOf, readRefs } from '#lib/tree/place.ts'
import type { PageServerLoad } from './$types'

/** A folder at a revision, with what changed each entry last. */
export const load: PageServerLoad = async ({ locals: { hub }, params, url }) => {
  const repo = repoRef(params)
  const refs = await readRefs(hub, repo)
  const place = placeOf(url.pathname, refs)
  const found = await readFolder(hub, repo, place, url.searchParams.get('cursor'))
  if (!found) {
    if (await isFile(hub, repo, place)) redirect(307, placeHref(repo, 'blob', place.revision, place.path))
    error(404, { message: `Entry not found: ${place.path}`, code: 'EntryNotFound' })
  }
  const [last, about] = await Promise.all([
    hub.GET('/api/{types}/{namespace}/{name}/commits/{rest}', {
      params: {
        path: { ...apiPath(repo), rest: found.commit },
        query: { limit: 1, ...(place.path === '' ? {} : { path: place.path }) },
      },
    }),
    hub.GET('/api/about').then(ok),
  ])
  const [commit] = last.data ?? []
  const ssh = about.ssh && { host: url.hostname, port: about.ssh.port }
  const snippets = snippetsOf({
    repo,
    origin: url.origin,
    ssh,
    library: null,
    task: null,
    autoModel: null,
    tags: [],
    files: [],
  })
  return {
    ...place,
    ...found,
    refs,
    isFirstPage: !url.searchParams.has('cursor'),
    lastCommit: commit
      ? { id: commit.id, title: commit.title, date: commit.date, author: commit.authors[0]?.user ?? '' }
      : null,
    snippets: snippets.filter(({ group }) => group !== 'library'),
  }
}
