import { sql } from 'kysely'
import type { Migration } from '../../../ports/database.ts'
import { createStepFunction, placesExpression } from '../catalog/lists/places.ts'
import { catalogIndexes } from './catalog-indexes.ts'

const statements = [
  sql`create extension if not exists pg_trgm`,
  // One row per repo. Zero stands for "unknown" in num_parameters and main_size, so that every sort column has a value.
  sql`create table catalog (
    repo_id bigint primary key references repos (id) on delete cascade,
    namespace_id bigint not null,
    created_at timestamptz(3) not null,
    last_modified timestamptz(3) not null,
    downloads bigint not null default 0,
    downloads_all_time bigint not null default 0,
    num_parameters bigint not null default 0,
    main_size bigint not null default 0,
    likes integer not null default 0,
    likes_30d integer not null default 0,
    trending_score integer not null default 0,
    private boolean not null,
    type text not null,
    public_id text not null,
    full_name text not null,
    full_name_lower text not null,
    gated text,
    pipeline_tag text,
    library_name text,
    sdk text,
    head text,
    described_head text,
    tags text[] not null,
    search tsvector not null,
    description text,
    card_data jsonb,
    config jsonb,
    transformers_info jsonb,
    safetensors jsonb,
    gguf jsonb,
    siblings text[]
  )`,
  sql.raw(createStepFunction),
  sql.raw(`alter table catalog
    add column part text not null generated always as (case when private then 'private' else type end) stored,
    add column places int[] not null generated always as (${placesExpression}) stored`),
  // The planner, and we ourselves, want to know the three thousand most frequent lexemes.
  sql`alter table catalog alter column search set statistics 300`,
  // Every pair of neighbouring characters: search terms too short for trigrams.
  sql`create function catalog_pairs(name text) returns text[] immutable parallel safe language sql as $$
    select string_to_array(regexp_replace(name, '(..)', '\\1 ', 'g') || ' ' ||
      regexp_replace(substr(name, 2), '(..)', '\\1 ', 'g'), ' ')
  $$`,
  ...catalogIndexes.map((index) => sql.raw(`create index ${index}`)),
  sql`create table download_days (
    repo_id bigint not null references repos (id) on delete cascade,
    day date not null,
    count bigint not null,
    primary key (repo_id, day)
  )`,
  sql`create index download_days_day on download_days (day)`,
]

export const init: Migration = {
  name: '20261123-observatory-init',
  up: async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  },
}
