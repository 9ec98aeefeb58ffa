import type { Log } from '../../kit/log.ts'
import type { Migration } from '../../ports/database.ts'
import type { TaskDefinition } from '../../ports/task-queue.ts'
export { createAudience } from './catalog/audience.ts'
import { createDescriptions } from './catalog/descriptions.ts'
import type { CatalogDeps } from './catalog/deps.ts'
import { createCatalogNews } from './catalog/news.ts'
import { createCatalogService } from './catalog/service.ts'
import { catalogTasks } from './catalog/tasks.ts'
import { createAdministration, type AdministrationDeps } from './administration/service.ts'
import { createDownloadCounter } from './downloads/counter.ts'
import { addDownloads } from './downloads/queries.ts'
import { createDownloads } from './downloads/service.ts'
import { downloadTasks } from './downloads/tasks.ts'
import { createQuickSearch, type QuickSearchDeps } from './quick-search/service.ts'
import { createSiteMap, type SiteMapDeps } from './site-map/service.ts'
import { init } from './migrations/20261123-init.ts'

export type { Audience } from './catalog/lists/list-query.ts'
export type { Download } from './downloads/counter.ts'

export const observatoryMigrations: Migration[] = [init]

export type ObservatoryDeps = CatalogDeps & { log: Log } & Pick<QuickSearchDeps, 'searchNames'> &
  Omit<SiteMapDeps, 'db'> &
  Pick<AdministrationDeps, 'taskDesk' | 'machine' | 'namespacesById' | 'storageTotals'>

const flushMilliseconds = 5000

/** Counts and trends; the catalog holds the lists. Dispose it to write the last counts. */
export function createObservatory(deps: ObservatoryDeps) {
  const descriptions = createDescriptions(deps)
  const counter = createDownloadCounter({
    clock: deps.clock,
    log: deps.log,
    write: (counts) => addDownloads(deps.db, counts),
    flushMilliseconds,
  })
  const tasks: TaskDefinition[] = [...catalogTasks(deps, descriptions), ...downloadTasks(deps)]
  return {
    ...createCatalogNews(deps.queue),
    catalog: createCatalogService(deps, descriptions),
    downloads: createDownloads(deps),
    quickSearch: createQuickSearch(deps),
    siteMap: createSiteMap(deps),
    administration: createAdministration(deps),
    recordDownload: counter.record,
    flushDownloads: counter.flush,
    tasks,
    [Symbol.asyncDispose]: () => counter[Symbol.asyncDispose](),
  }
}

export type Observatory = ReturnType<typeof createObservatory>
