import { redirect } from '@sveltejs/kit'
import { nextCursor, sorts } from '#lib/find/filters.ts'
import { ownerHref, ownerKinds, ownerSort } from '#lib/find/owner-href.ts'
import OwnerPanel from '#lib/find/OwnerPanel.svelte'
import OwnerRepos from '#lib/find/OwnerRepos.svelte'
import { itemFields, toItem } from '#lib/find/repo-items.ts'
import { sortsOf } from '#lib/find/sorts-of.ts'
import { ok } from '#lib/hub.ts'
import { renderMarkup } from '#lib/markup/render.server.ts'
import type { Types } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

const pageSize = 30
const shownMembers = 40

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  const [owner, { person }] = await Promise.all([findOwner(locals.hub, params.namespace), event.parent()])
  const { name, fullname } = owner
  if (name !== params.namespace) redirect(308, `/${encodeURIComponent(name)}${url.search}`)
  const wanted = url.searchParams.get('tab')
  const tab =
    ownerKinds.find((kind) => kind === wanted) ?? ownerKinds.find((kind) => owner.counts[kind] > 0) ?? 'models'
  const wantedSort = sorts.find((known) => known === url.searchParams.get('sort'))
  const sort = wantedSort && sortsOf[tab].includes(wantedSort) ? wantedSort : ownerSort
  const cursor = url.searchParams.get('cursor')
  const query = { author: name, limit: pageSize, sort, expand: itemFields[tab], ...(cursor ? { cursor } : {}) }
  const answer = await locals.hub.GET(`/api/${tab}`, { params: { query } })
  const items = ok(answer).map((repo) => toItem(tab, repo))
  const next = nextCursor(answer.response.headers.get('link'))
  const isSelf = person?.name === name
  const role = person?.orgs.find((org) => org.name === name)?.role
  return {
    owner: { name, fullname, kind: owner.kind, counts: owner.counts },
    tab,
    sort,
    panel: renderMarkup(event, OwnerPanel, { owner, isSelf, isAdmin: role === 'admin' }),
    repos: renderMarkup(event, OwnerRepos, {
      name,
      fullname,
      types: tab,
      items,
      next: next && ownerHref(name, { tab, sort, cursor: next }),
      first: cursor && ownerHref(name, { tab, sort }),
      isOwn: isSelf || (role !== undefined && role !== 'read'),
    }),
  }
}

type Named = { name: string; fullname: string }
type Told = { details: string; homepage: string }
type Counted = { numModels: number; numDatasets: number; numSpaces: number; numCode: number }
type Owner = Named &
  Told & {
    kind: 'user' | 'org'
    createdAt: string
    counts: Record<Types, number>
    members: (Named & { role: string })[]
    memberCount: number
    orgs: Named[]
  }

/** Names are shared: whoever has it is either a person or an organization. */
async function findOwner(hub: App.Locals['hub'], name: string): Promise<Owner> {
  const path = { name }
  const [organization, user] = await Promise.all([
    hub.GET('/api/organizations/{name}/overview', { params: { path } }),
    hub.GET('/api/users/{name}/overview', { params: { path } }),
  ])
  if (!organization.data) {
    const found = ok(user)
    const orgs = found.orgs.map(({ name, fullname }) => ({ name, fullname }))
    return { ...shared(found), kind: 'user', members: [], memberCount: 0, orgs }
  }
  const query = { limit: shownMembers }
  const members = ok(await hub.GET('/api/organizations/{name}/members', { params: { path, query } }))
  return {
    ...shared(organization.data),
    kind: 'org',
    members: members.map(({ name, fullname, role }) => ({ name, fullname, role })),
    memberCount: organization.data.numUsers,
    orgs: [],
  }
}

const shared = ({
  name,
  fullname,
  details,
  homepage,
  createdAt,
  ...counts
}: Named & Told & Counted & { createdAt: string }) => ({
  name,
  fullname,
  details,
  homepage,
  createdAt,
  counts: { models: counts.numModels, datasets: counts.numDatasets, spaces: counts.numSpaces, code: counts.numCode },
})
