import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import type { Log } from '../../kit/log.ts'
import type { Site, SitePage } from '../../ports/site.ts'
import { readAssets } from './assets.ts'
import type { Order, Reply } from './thread.ts'

export type SiteOptions = {
  /** where the site was built to */
  folder: string
  /** where the hub itself answers; known once it listens */
  hubUrl: () => string
  log: Log
}

type Waiting = { resolve: (page: SitePage) => void; reject: (error: Error) => void }

/** Pages are rendered in a thread of their own: they never hold up those who move bytes. Null when nothing was built. */
export function createSite({ folder: link, hubUrl, log }: SiteOptions): Site | null {
  if (!existsSync(join(link, 'server', 'server.js'))) return null
  // a newer build may take the place of this one while the hub runs
  const folder = realpathSync(link)
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let asked = 0

  /** Started by the first page; one that broke is replaced at the next. */
  function startThread(): Worker {
    const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: { folder } })
    worker.on('message', ({ id, page, failure }: Reply) => {
      if (page) waiting.get(id)?.resolve(page)
      else waiting.get(id)?.reject(new Error(failure))
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
    })
    worker.on('error', (error) => log.error('The site broke.', { error }))
    worker.on('exit', () => {
      thread = null
      for (const { reject } of waiting.values()) reject(new Error('The site stopped.'))
      waiting.clear()
    })
    return worker
  }

  return {
    asset: readAssets(join(folder, 'client')),
    respond: (request) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= limits.pagesAtOnce)
          throw new HubError('Unavailable', 'Too many people ask for pages at this moment: try again in some seconds.')
        thread ??= startThread()
        thread.ref()
        const id = (asked += 1)
        waiting.set(id, { resolve, reject })
        thread.postMessage({ id, request, hubUrl: hubUrl() } satisfies Order)
      }),
    [Symbol.asyncDispose]: async () => void (await thread?.terminate()),
  }
}
