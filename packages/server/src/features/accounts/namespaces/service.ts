import type { NamespaceId } from '../../../kit/ids.ts'
import type { AccountsContext } from '../deps.ts'
import { isName } from '../names.ts'
import type { Namespace } from './namespace.ts'
import * as queries from './queries.ts'

/** Somebody as others may see them. */
export type PublicPerson = { id: NamespaceId; publicId: string; name: string; fullName: string }

/** Look-ups for the floors above: everybody may know who there is. */
export function createNamespaces({ db }: AccountsContext) {
  /** In any case of letters. */
  const findNamespace = async (name: string): Promise<Namespace | null> =>
    isName(name) ? queries.findByName(db, name) : null

  async function namespacesById(ids: Iterable<NamespaceId>): Promise<Map<NamespaceId, Namespace>> {
    const wanted = [...new Set(ids)]
    const found = wanted.length === 0 ? [] : await queries.findByIds(db, wanted)
    return new Map(found.map((namespace) => [namespace.id, namespace]))
  }

  async function namesOfUsers(ids: Iterable<NamespaceId>): Promise<Map<NamespaceId, string>> {
    const found = await namespacesById(ids)
    return new Map([...found].map(([id, namespace]) => [id, namespace.name]))
  }

  /** By lower-cased address: whose commits these are. */
  async function usersByEmail(emails: Iterable<string>): Promise<Map<string, PublicPerson>> {
    // Authors of commits write what they like; the database knows no NUL.
    const wanted = [...new Set([...emails].map((email) => email.toLowerCase()))].filter(
      (email) => !email.includes('\0'),
    )
    const found = wanted.length === 0 ? [] : await queries.findUsersByEmail(db, wanted)
    return new Map(found.map(({ email, ...person }) => [email.toLowerCase(), person]))
  }

  const userByEmail = async (email: string): Promise<PublicPerson | null> =>
    (await usersByEmail([email])).get(email.toLowerCase()) ?? null

  return { findNamespace, namespacesById, namesOfUsers, usersByEmail, userByEmail }
}
