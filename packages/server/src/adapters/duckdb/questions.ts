/** Questions to DuckDB over sources whose bytes are filled. */
import { limits } from '../../config/limits.ts'
import type { Column } from '../../ports/tables.ts'
import { isHole, type Ask, type Children } from './children.ts'
import type { Result } from './messages.ts'
import type { OpenSource } from './open-source.ts'
import { readPlan } from './plan.ts'
import { relationOf } from './relations.ts'
import { cutToFit, everything, fillCut, type Wanted } from './scan.ts'

export function createQuestions(children: Children) {
  /** Should it read what nobody foresaw, it gets everything and a second go, if that is not too much. */
  async function ask(of: OpenSource | readonly OpenSource[], sql: string, more: Partial<Ask> = {}): Promise<Result> {
    const sources = 'files' in of ? [of] : of
    const wish = { ...more, sql, paths: pathsOf(sources) }
    try {
      return await children.ask(wish)
    } catch (error) {
      if (!isHole(error)) throw error
      for (const source of sources) {
        const cut = cutToFit(source, everything)
        if (cut.isPartial) throw error
        await fillCut(source, everything, cut)
      }
      return children.ask(wish)
    }
  }

  async function columnsOf(source: OpenSource): Promise<Column[]> {
    const { columns } = await ask(source, `SELECT * FROM (${relationOf(source)}) LIMIT 0`)
    return columns
  }

  /** Which leaves a query would read. */
  async function planOf(
    of: OpenSource | readonly OpenSource[],
    sql: string,
    columns: readonly string[],
    more: Partial<Ask> = {},
  ): Promise<Wanted> {
    const { rows } = await ask(of, sql, { ...more, isPlan: true, cellChars: limits.tableAnswerBytes })
    const { values, cut } = rows[0] ?? { values: [], cut: [] }
    const [, plan] = values
    // A large plan was cut: a short query may stand for a very long text.
    return typeof plan === 'string' && cut.length === 0 ? readPlan(plan, columns) : everything
  }

  return { ask, columnsOf, planOf }
}

export type Questions = ReturnType<typeof createQuestions>

const pathsOf = (sources: readonly OpenSource[]): string[] =>
  sources.flatMap(({ files }) => files.map(({ path }) => path))
