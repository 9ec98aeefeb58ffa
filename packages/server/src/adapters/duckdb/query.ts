/** Somebody's own SELECT over tables by name. */
import { limits } from '../../config/limits.ts'
import type { Column, QueryAnswer, TableSource } from '../../ports/tables.ts'
import { nameOf } from './literals.ts'
import type { OpenSource, OpenSources } from './open-source.ts'
import type { Questions } from './questions.ts'
import { relationOf } from './relations.ts'
import { cutToFit, fillCut } from './scan.ts'

type QueryDeps = {
  sources: OpenSources
  questions: Questions
  columnsOf: (source: OpenSource) => Promise<Column[]>
  milliseconds: number | undefined
}

export function createQuery({ sources, questions, columnsOf, milliseconds }: QueryDeps) {
  async function query(tables: ReadonlyMap<string, TableSource>, sql: string): Promise<QueryAnswer> {
    const begun = performance.now()
    using stack = new DisposableStack()
    const named = new Map<string, OpenSource>()
    for (const [name, of] of tables) named.set(name, stack.use(await sources.open(of, true)))
    const opened = [...named.values()]
    const views = (relation: (source: OpenSource) => string): string[] =>
      [...named].map(([name, source]) => `CREATE VIEW ${nameOf(name)} AS ${relation(source)}`)
    const columns: string[] = []
    for (const source of opened) for (const { name } of await columnsOf(source)) columns.push(name)
    const foreign = { onlyTables: [...tables.keys()], milliseconds: milliseconds ?? limits.tableQueryMilliseconds }
    const setupWhole = views((source) => relationOf(source))
    const wanted = await questions.planOf(opened, sql, columns, { ...foreign, setup: setupWhole })
    const cuts = new Map(opened.map((source) => [source, cutToFit(source, wanted)]))
    for (const [source, cut] of cuts) await fillCut(source, wanted, cut)
    const setup = views((source) => relationOf(source, cuts.get(source) ?? null))
    const answer = await questions.ask(opened, sql, { ...foreign, setup, mostRows: limits.tableQueryRows })
    return {
      columns: answer.columns,
      rows: answer.rows.map(({ values }) => values),
      isCut: answer.isCut,
      isPartial: opened.some(({ isPartial }) => isPartial) || cuts.values().some(({ isPartial }) => isPartial),
      milliseconds: Math.round(performance.now() - begun),
    }
  }

  return query
}
