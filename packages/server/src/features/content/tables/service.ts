import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { CommitId } from '../../../kit/ids.ts'
import type { ByteRange } from '../../../ports/blob-store.ts'
import type { QueryAnswer, TableSource } from '../../../ports/tables.ts'
import type { Repo, RepoAddress, Repos } from '../../repos/index.ts'
import type { ContentReader, FileEntry } from '../file.ts'
import type { Revisions } from '../revisions/service.ts'
import { entryNotFound } from '../revisions/trees.ts'
import {
  noTable,
  type Look,
  type Looker,
  type Lookout,
  type LookWish,
  type Sight,
  type StatisticsLook,
} from './look.ts'
import { tableFile, tableFormatOf } from './table-file.ts'

export type TableFilesDeps = {
  repos: Repos
  revisions: Pick<Revisions, 'locate'>
  reader: ContentReader
  lookout: Lookout
}

export type SliceWish = { actor: Actor; address: RepoAddress; rest: string; offset: number; size: number }
export type Slice = { sizeBytes: number; etag: string; read: (range?: ByteRange) => AsyncIterable<Uint8Array> }
export type FileLook = Look & { commit: CommitId; path: string }

/** Any file of any repo that holds a table. `rest` is the revision and the path. */
export function createTableFiles({ repos, revisions, reader, lookout }: TableFilesDeps) {
  async function fileAt(repo: Repo, rest: string): Promise<{ commit: CommitId; entry: FileEntry }> {
    const { commit, path } = await revisions.locate(repo, rest)
    await using file = await opener(reader, repo, commit, path)()
    return { commit, entry: file.entry }
  }

  function sourceOf(repo: Repo, commit: CommitId, entry: FileEntry): TableSource {
    const found = tableFormatOf(entry.path)
    if (!found) throw noTable(entry.path)
    return { format: found.format, files: [tableFile(entry, opener(reader, repo, commit, entry.path))] }
  }

  async function sightOf(repo: Repo, rest: string): Promise<Sight & { commit: CommitId; path: string }> {
    const { commit, entry } = await fileAt(repo, rest)
    return { source: sourceOf(repo, commit, entry), declared: new Map(), commit, path: entry.path }
  }

  const rows = (looker: Looker, address: RepoAddress, rest: string, wish: LookWish): Promise<FileLook> =>
    repos.reading(looker.actor, address, async (repo) => {
      const sight = await sightOf(repo, rest)
      return { ...(await lookout.rows(looker, sight, wish)), commit: sight.commit, path: sight.path }
    })

  const statistics = (looker: Looker, address: RepoAddress, rest: string): Promise<StatisticsLook> =>
    repos.reading(looker.actor, address, async (repo) => lookout.statistics(looker, await sightOf(repo, rest)))

  const cell = (looker: Looker, address: RepoAddress, rest: string, at: { row: number; path: string[] }) =>
    repos.reading(looker.actor, address, async (repo) =>
      lookout.for(looker).bytesOf((await sightOf(repo, rest)).source, at),
    )

  /** Part of a file, such as one member of a tar file, for as long as `send` takes. */
  const slice = <Value>(wish: SliceWish, send: (slice: Slice) => Promise<Value>): Promise<Value> =>
    repos.reading(wish.actor, wish.address, async (repo) => {
      const { commit, entry } = await fileAt(repo, wish.rest)
      const { offset, size } = wish
      if (offset + size > entry.sizeBytes) throw new HubError('BadRequest', 'The file ends before that.')
      const open = opener(reader, repo, commit, entry.path)
      async function* read({ first, last }: ByteRange = { first: 0, last: size - 1 }): AsyncGenerator<Uint8Array> {
        await using file = await open()
        yield* file.read({ first: offset + first, last: offset + last })
      }
      return await send({ sizeBytes: size, etag: `${entry.oid}-${offset}-${size}`, read })
    })

  /** SQL over one file, which is called `data`. */
  const query = (looker: Looker, address: RepoAddress, rest: string, sql: string): Promise<QueryAnswer> =>
    repos.reading(looker.actor, address, async (repo) =>
      lookout.for(looker).query(new Map([['data', (await sightOf(repo, rest)).source]]), sql),
    )

  return { rows, statistics, cell, slice, query }
}

export type TableFiles = ReturnType<typeof createTableFiles>

/** Opens a file again and again, as ranges are asked for. */
export const opener =
  (reader: ContentReader, repo: Repo, commit: CommitId, path: string) =>
  async (): Promise<NonNullable<Awaited<ReturnType<ContentReader['openFile']>>>> => {
    const file = await reader.openFile(repo.id, commit, path)
    if (!file) throw entryNotFound(path, commit)
    return file
  }
