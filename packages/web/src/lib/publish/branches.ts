import { ok } from '#lib/hub.ts'
import { apiPath, type RepoRef } from '#lib/repo/address.ts'

/** Branches that may be committed to; the one that is asked for is among them even if it is new. */
export async function branchesOf(hub: App.Locals['hub'], repo: RepoRef, wanted: string): Promise<string[]> {
  const { branches } = ok(await hub.GET('/api/{types}/{namespace}/{name}/refs', { params: { path: apiPath(repo) } }))
  return [...new Set(['main', ...branches.map(({ name }) => name), wanted])]
}
