import type { Database } from './database.ts'

/** Something that happened, told in the past tense. Everything but `name` must survive JSON. */
export type NewsEvent = { name: string; repoId?: number; payload: Record<string, unknown> }

/** A higher floor listens inside the transaction: database work only, anything slow is a task. */
export type Listener = (tx: Database, event: NewsEvent) => Promise<void>

export type News = {
  /** Writes the event down in the transaction that caused it and tells the listeners of that name. */
  announce: (tx: Database, event: NewsEvent) => Promise<void>
}
