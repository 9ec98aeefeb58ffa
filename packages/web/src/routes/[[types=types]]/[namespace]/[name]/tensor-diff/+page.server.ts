import { faultOf } from '#lib/hub.ts'
import { repoId, repoRef } from '#lib/repo/address.ts'
import { askTensorDiff, type DiffWish } from '#lib/tensors/diff.ts'
import type { PageServerLoad } from './$types'

/** Two models side by side: all that their headers say; the numbers come when somebody asks for them. */
export const load: PageServerLoad = async ({ locals: { hub }, params, url }) => {
  const repo = repoRef(params)
  const asked = (name: string): string => url.searchParams.get(name)?.trim() ?? ''
  const wish: DiffWish = {
    repo,
    revision: asked('revision') || 'main',
    path: asked('path'),
    baseRepo: asked('baseRepo') || repoId(repo),
    baseRevision: asked('baseRevision') || 'main',
    basePath: asked('basePath'),
  }
  // An address without a base is a form to fill in: a model is not compared with itself.
  const isAsked = asked('baseRevision') !== '' || asked('baseRepo') !== ''
  if (!isAsked) return { wish, fault: null, diff: null }
  const { data, error, response } = await askTensorDiff(hub, wish)
  return { wish, fault: data ? null : faultOf(error, response), diff: data ?? null }
}
