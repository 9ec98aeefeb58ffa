/** Tables by DuckDB, in processes of its own: https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview */
import { LRUCache } from 'lru-cache'
import { limits } from '../../config/limits.ts'
import type {
  Asker,
  Column,
  RowsPage,
  RowsWish,
  Statistics,
  TableFacts,
  Tables,
  TableSource,
  TableVerbs,
} from '../../ports/tables.ts'
import { createFileCache } from './cache.ts'
import { createChildren } from './children.ts'
import { stopIfLeft, workFor } from './asking.ts'
import { askOfRows } from './fill-pages.ts'
import { asHubError } from './failures.ts'
import { listOf, nameOf, textOf } from './literals.ts'
import { createOpenSources, type OpenSource } from './open-source.ts'
import { createQuery } from './query.ts'
import { createQuestions, type Questions } from './questions.ts'
import { createReadRows } from './read-rows.ts'
import { leavesOf } from './scan.ts'
import { createReadStatistics } from './statistics.ts'
import { createTextTables } from './text-tables.ts'
import { createTurns, type Turns } from './turns.ts'

export type DuckDbOptions = {
  folder: string
  limitBytes: number
  /** of somebody's own query */
  queryMilliseconds?: number
  /** what runs in the processes, for tests */
  program?: string
}

export function createTables({ folder, limitBytes, queryMilliseconds, program }: DuckDbOptions): Tables {
  const cache = createFileCache({ folder, limitBytes })
  const children = createChildren({ folder, program })
  const turns = createTurns(limits.tableProcesses)
  const sources = createOpenSources({ cache, children, texts: createTextTables(cache, children) })
  const questions = createQuestions(children)
  const rows = createReadRows(questions)
  const statistics = createReadStatistics(questions)
  const known = new LRUCache<string, Column[]>({ max: 1000 })

  async function columnsOf(source: OpenSource): Promise<Column[]> {
    const key = source.files.map(({ path }) => path).join(' ')
    const columns = known.get(key) ?? (await questions.columnsOf(source))
    known.set(key, columns)
    return columns
  }

  async function facts(of: TableSource): Promise<TableFacts> {
    using source = await sources.open(of)
    const declared = of.format === 'parquet' ? await declaredIn(questions, source) : null
    return { columns: await columnsOf(source), rows: source.rows, isPartial: source.isPartial, declared }
  }

  async function bytesOf(of: TableSource, { row, path }: { row: number; path: readonly string[] }) {
    using source = await sources.open(of)
    const file = source.files.find(({ firstRow, layout }) => row >= firstRow && row < firstRow + layout.rows)
    if (!file) return null
    const number = row - file.firstRow
    const group = file.layout.groups.find(({ firstRow, rows }) => number >= firstRow && number < firstRow + rows)!
    const value = path.map(nameOf).join('.')
    const sql = `SELECT ${value} FROM read_parquet(${textOf(file.path)}, file_row_number = true) WHERE file_row_number >= ${number} AND file_row_number <= ${number} AND octet_length(${value}) <= ${limits.tableBinaryBytes}`
    const { bytes } = await askOfRows([{ file, group, numbers: [number] }], leavesOf([path.join('.')]), () =>
      questions.ask(source, sql, { isBinary: true, mostRows: 1 }),
    )
    return bytes
  }

  async function rowsOf(of: TableSource, wish: RowsWish): Promise<RowsPage> {
    using source = await sources.open(of, Boolean(wish.where || wish.search || wish.orderBy?.length))
    const enough = !source.isPartial || wish.offset + wish.length <= source.rows
    if (enough) return await rows.read(source, await columnsOf(source), wish)
    using all = await sources.open(of, true)
    return await rows.read(all, await columnsOf(all), wish)
  }

  async function statisticsOf(of: TableSource): Promise<Statistics> {
    using source = await sources.open(of, true)
    return await statistics.read(source, await columnsOf(source))
  }

  const query = createQuery({ sources, questions, columnsOf, milliseconds: queryMilliseconds })
  const verbs: TableVerbs = { facts, rows: rowsOf, statistics: statisticsOf, query, bytesOf }

  return {
    for: (asker) => ({
      facts: inTurn(turns, asker, verbs.facts),
      rows: inTurn(turns, asker, verbs.rows),
      statistics: inTurn(turns, asker, verbs.statistics),
      query: inTurn(turns, asker, verbs.query),
      bytesOf: inTurn(turns, asker, verbs.bytesOf),
    }),
    // Where that fails, whoever asks first is told.
    start: () => children.keepSpare().catch(() => {}),
    bytesRead: cache.bytesRead,
    [Symbol.asyncDispose]: () => children[Symbol.asyncDispose](),
  }
}

/** Arrow and datasets leave their own words on the columns beside those of Parquet. */
async function declaredIn(questions: Questions, source: OpenSource): Promise<string | null> {
  const first = source.files.slice(0, 1).map(({ path }) => path)
  const sql = `SELECT decode(value) FROM parquet_kv_metadata(${listOf(first)}) WHERE decode(key) = 'huggingface' LIMIT 1`
  const { rows } = await questions.ask(source, sql, { cellChars: limits.tableAnswerBytes })
  const text = rows[0]?.values[0]
  return typeof text === 'string' ? text : null
}

/** Reading bytes and asking DuckDB are one turn: neither is done for more than a few at once. */
const inTurn =
  <Args extends unknown[], Value>(turns: Turns, asker: Asker, verb: (...args: Args) => Promise<Value>) =>
  async (...args: Args): Promise<Value> => {
    using _turn = await turns.take(asker)
    try {
      return await workFor(asker.signal, () => verb(...args))
    } catch (error) {
      stopIfLeft(asker.signal)
      throw asHubError(error)
    }
  }
