/** A source made ready for questions: every file in the cache as Parquet, its footer there, the rest filled as wanted. */
import { LRUCache } from 'lru-cache'
import { limits } from '../../config/limits.ts'
import { HubError } from '../../kit/errors.ts'
import type { TableFile, TableFormat, TableSource } from '../../ports/tables.ts'
import type { FileCache } from './cache.ts'
import type { Children } from './children.ts'
import type { Extent } from './extents.ts'
import { fillFooter, readLayouts, type Layout } from './parquet-layout.ts'
import type { TextTables } from './text-tables.ts'

/** `firstRow` counts the rows of the files before. */
export type OpenFile = {
  path: string
  layout: Layout
  firstRow: number
  bring: (wanted: readonly Extent[]) => Promise<void>
  /** null: everything is there */
  peek: ((extent: Extent) => Promise<Uint8Array>) | null
}
export type OpenSource = Disposable & { files: OpenFile[]; rows: number; isPartial: boolean }
export type OpenSources = ReturnType<typeof createOpenSources>

type Place = Pick<OpenFile, 'path' | 'bring' | 'peek'> &
  Disposable & { isPartial: boolean; layoutKey: string; sizeBytes: number }

/** Tables of text are made one after another: each takes a process. */
const atOnce = (format: TableFormat): number => (format === 'parquet' ? 8 : 1)

export function createOpenSources({
  cache,
  children,
  texts,
}: {
  cache: FileCache
  children: Children
  texts: TextTables
}) {
  const layouts = new LRUCache<string, Layout>({
    maxSize: 2_000_000,
    sizeCalculation: ({ groups }) => 1 + groups.reduce((sum, { chunks }) => sum + chunks.length, 0),
  })

  /** `wantsAll`: the head of a large text does not do. */
  async function open({ format, files }: TableSource, wantsAll = false): Promise<OpenSource> {
    if (files.length === 0) throw new HubError('BadRequest', 'This table has no files.')
    using stack = new DisposableStack()
    const places: Place[] = []
    const read = files.slice(0, limits.tableFiles)
    const step = atOnce(format)
    for (let at = 0; at < read.length; at += step) {
      const some = read.slice(at, at + step)
      const opened = await Promise.allSettled(some.map((file) => place(file, format, wantsAll)))
      for (const result of opened) if (result.status === 'fulfilled') places.push(stack.use(result.value))
      const failed = opened.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    }
    await learn(places)
    let rows = 0
    const open = places.map((held): OpenFile => {
      const layout = layouts.get(held.layoutKey)!
      const file = { path: held.path, layout, firstRow: rows, bring: held.bring, peek: held.peek }
      rows += layout.rows
      return file
    })
    const isPartial = read.length < files.length || places.some((held) => held.isPartial)
    const held = stack.move()
    return { files: open, rows, isPartial, [Symbol.dispose]: () => held.dispose() }
  }

  async function place(file: TableFile, format: TableSource['format'], wantsAll: boolean): Promise<Place> {
    if (format === 'parquet') {
      const held = await cache.hold(file)
      try {
        await fillFooter(cache, held, file)
      } catch (error) {
        held[Symbol.dispose]()
        throw error
      }
      return { ...held, isPartial: false, layoutKey: file.key, sizeBytes: file.sizeBytes }
    }
    const made = await texts.hold(file, format, wantsAll)
    return {
      ...made,
      bring: allThere,
      peek: null,
      layoutKey: made.path,
      // DuckDB wrote it here: there is nothing to doubt.
      sizeBytes: Infinity,
      [Symbol.dispose]: () => made[Symbol.dispose](),
    }
  }

  async function learn(places: readonly Place[]): Promise<void> {
    const unknown = places.filter(({ layoutKey }) => !layouts.has(layoutKey))
    if (unknown.length === 0) return
    const found = await readLayouts(children, new Map(unknown.map(({ path, sizeBytes }) => [path, sizeBytes])))
    for (const { layoutKey, path } of unknown) layouts.set(layoutKey, found.get(path))
  }

  return { open }
}

const allThere = async (): Promise<void> => {}
