import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { RepoType } from '../repos/index.ts'

type Json = Record<string, unknown>
type NullableJson = JSONColumnType<Json | null, string | null, string | null>

export type CatalogTable = {
  repo_id: number
  namespace_id: number
  created_at: Date
  last_modified: Date
  downloads: Generated<number>
  downloads_all_time: Generated<number>
  num_parameters: Generated<number>
  main_size: Generated<number>
  likes: Generated<number>
  likes_30d: Generated<number>
  trending_score: Generated<number>
  private: boolean
  type: RepoType
  public_id: string
  full_name: string
  full_name_lower: string
  gated: string | null
  pipeline_tag: string | null
  library_name: string | null
  sdk: string | null
  head: string | null
  /** the commit that the facts in this row were read from */
  described_head: string | null
  tags: string[]
  /** written as an expression, never read */
  search: ColumnType<never, unknown, unknown>
  part: GeneratedAlways<string>
  places: GeneratedAlways<number[]>
  description: string | null
  card_data: NullableJson
  config: NullableJson
  transformers_info: NullableJson
  safetensors: NullableJson
  gguf: NullableJson
  /** names of the files at described_head */
  siblings: string[] | null
}

export type DownloadDaysTable = { repo_id: number; day: string; count: number }

export type ObservatoryTables = { catalog: CatalogTable; download_days: DownloadDaysTable }
