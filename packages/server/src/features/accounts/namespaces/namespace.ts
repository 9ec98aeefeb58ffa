import type { NamespaceId } from '../../../kit/ids.ts'
import type { DefaultVisibility, NamespaceKind } from '../tables.ts'

/** The user or organisation before the slash. */
export type Namespace = {
  id: NamespaceId
  /** 24 hex digits: `_id` on the wire */
  publicId: string
  name: string
  kind: NamespaceKind
  fullName: string
  createdAt: Date
  /** what a new repo is when nobody says; always public for people */
  defaultVisibility: DefaultVisibility
}
