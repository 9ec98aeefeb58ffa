import { sql } from 'kysely'
import type { Database } from '../../ports/database.ts'
import type { Listener, News, NewsEvent } from '../../ports/news.ts'

/** News by name, and who is told; the order of the listeners is the order in which they are told. */
export function createNews(listeners: Readonly<Record<string, readonly Listener[]>>): News {
  const announce = async (tx: Database, event: NewsEvent): Promise<void> => {
    await sql`
      insert into events (name, repo_id, payload)
      values (${event.name}, ${event.repoId ?? null}, ${JSON.stringify(event.payload)})`.execute(tx)
    for (const listener of listeners[event.name] ?? []) await listener(tx, event)
  }
  return { announce }
}
