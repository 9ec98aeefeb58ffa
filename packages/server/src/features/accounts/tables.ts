import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Role, TokenScope } from '../../kit/actor.ts'
import type { NamespaceId } from '../../kit/ids.ts'

export type NamespaceKind = 'user' | 'org'
export type DefaultVisibility = 'public' | 'private'
export type AttemptKind = 'login' | 'sign-up' | 'device-login' | 'device-code'
export type AvatarType = 'image/png' | 'image/jpeg' | 'image/webp'
export type TokenRole = 'read' | 'write' | 'fineGrained'

/** A column that is written once, with its row. */
type Fixed<T> = ColumnType<T, T, never>

export type AccountsTables = {
  namespaces: {
    id: ColumnType<NamespaceId, never, never>
    public_id: Fixed<string>
    name: string
    name_lower: GeneratedAlways<string>
    kind: Fixed<NamespaceKind>
    full_name: string
    email: string | null
    details: Generated<string>
    homepage: Generated<string>
    created_at: Fixed<Date>
  }
  users: {
    id: Fixed<NamespaceId>
    password_hash: string | null
    must_change_password: boolean
    is_admin: boolean
    /** since when an administrator keeps them out */
    disabled_at: Generated<Date | null>
  }
  organizations: { id: Fixed<NamespaceId>; default_visibility: DefaultVisibility }
  avatars: { namespace_id: NamespaceId; media_type: AvatarType; bytes: Buffer; hash: Buffer }
  memberships: { org_id: Fixed<NamespaceId>; user_id: Fixed<NamespaceId>; role: Role; created_at: Fixed<Date> }
  sessions: {
    hash: Fixed<Buffer>
    public_id: Fixed<string>
    user_id: Fixed<NamespaceId>
    user_agent: Fixed<string>
    /** where the person signed in from */
    address: Fixed<string | null>
    created_at: Fixed<Date>
    last_used_at: Date
    expires_at: Date
  }
  access_tokens: {
    id: GeneratedAlways<number>
    public_id: Fixed<string>
    user_id: Fixed<NamespaceId>
    hash: Buffer
    last_four: string
    display_name: string
    role: Fixed<TokenRole>
    /** written as JSON text, read as values */
    scopes: ColumnType<TokenScope[], string, never>
    created_at: Fixed<Date>
    expires_at: Date | null
    last_used_at: Date | null
  }
  ssh_keys: {
    id: GeneratedAlways<number>
    public_id: Fixed<string>
    user_id: Fixed<NamespaceId>
    title: string
    type: Fixed<string>
    public_key: Fixed<string>
    fingerprint: Fixed<string>
    created_at: Fixed<Date>
  }
  attempts: {
    id: GeneratedAlways<number>
    kind: Fixed<AttemptKind>
    /** whose account, in lower case, where it is somebody's */
    subject: Fixed<string | null>
    address: Fixed<string | null>
    attempted_at: Fixed<Date>
  }
}
