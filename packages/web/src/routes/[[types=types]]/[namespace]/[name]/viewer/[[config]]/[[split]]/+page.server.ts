import { error } from '@sveltejs/kit'
import { loadRow, loadRows, loadStatistics, type DataSource } from '#lib/data/source.ts'
import { readRow, readWish } from '#lib/data/wish.ts'
import { done, HubFault, ok } from '#lib/hub.ts'
import { repoRef } from '#lib/repo/address.ts'
import type { PageServerLoad } from './$types'

/** A split of a dataset, some of its rows, or what a query over its configuration answers: all of it stands in the address. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const repo = repoRef(params)
  if (repo.types !== 'datasets') error(404, { message: 'Not Found', code: '' })
  const { namespace, name } = repo
  const { configs } = ok(
    await locals.hub.GET('/api/datasets/{namespace}/{name}/viewer', { params: { path: { namespace, name } } }),
  )
  const config =
    params.config === undefined
      ? (configs.find((one) => one.default) ?? configs[0])
      : configs.find((one) => one.name === params.config)
  const split = params.split === undefined ? config?.splits[0] : config?.splits.find((one) => one.name === params.split)
  if (configs.length > 0 && !(config && split))
    error(404, { message: `${params.config}/${params.split ?? ''}`, code: 'EntryNotFound' })
  const sql = url.searchParams.get('sql')
  const shown = {
    configs,
    config: config ?? null,
    split: split ?? null,
    sql,
    wish: readWish(url.searchParams),
    row: readRow(url.searchParams),
  }
  const nothing = { page: null, fault: null, statistics: null, oneRow: null, result: null }
  if (!config || !split) return { ...shown, ...nothing }
  if (sql !== null) {
    if (sql.trim() === '') return { ...shown, ...nothing }
    const answer = await attempt(async () => ({
      result: done(
        await locals.hub.POST('/api/datasets/{namespace}/{name}/sql', {
          params: { path: { namespace, name } },
          body: { query: sql, config: config.name },
        }),
      ),
    }))
    return { ...shown, ...nothing, ...answer }
  }
  const source: DataSource = { kind: 'split', repo, config: config.name, split: split.name }
  const found = await attempt(async () => ({
    page: await loadRows(locals.hub, source, shown.wish),
    oneRow: shown.row === null ? null : await loadRow(locals.hub, source, shown.row),
  }))
  // An extra, which comes when it comes.
  const statistics = found.fault === null ? loadStatistics(locals.hub, source).catch(() => null) : null
  return { ...shown, ...nothing, ...found, statistics }
}

/** A condition or query that is wrong is told beside it, not as a page of its own. */
async function attempt<Found extends object>(
  work: () => Promise<Found>,
): Promise<Partial<Found> & { fault: string | null }> {
  try {
    return { ...(await work()), fault: null }
  } catch (thrown) {
    if (!(thrown instanceof HubFault)) throw thrown
    return { fault: thrown.message } as Partial<Found> & { fault: string | null }
  }
}
