import type { Generated } from 'kysely'
import type { ObjectsTables } from '../objects/tables.ts'
import type { RevisionsTables } from '../revisions/tables.ts'

/** Packs that no repo names any more, until their bytes go. */
export type RetiredPacksTable = { sha256: Buffer; retired_at: Generated<Date> }

export type GitTables = Pick<RevisionsTables, 'git_objects' | 'git_packs'> &
  Pick<ObjectsTables, 'objects'> & { retired_packs: RetiredPacksTable }
