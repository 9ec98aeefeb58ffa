import type { NamespaceId } from '../../../kit/ids.ts'
import type { AccountsContext } from '../deps.ts'
import { isName } from '../names.ts'
import type { NamespaceKind } from '../tables.ts'
import type { Namespace } from './namespace.ts'
import * as queries from './queries.ts'

/** Somebody as others may see them. */
export type PublicPerson = { id: NamespaceId; publicId: string; name: string; fullName: string }

export type FoundName = Pick<Namespace, 'publicId' | 'name' | 'fullName' | 'kind'>

/** texts shorter than this are looked for at the beginnings of names alone */
const partLength = 3

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

  /** By the name or the full name; those that begin so come first. */
  async function searchNames(kind: NamespaceKind, text: string, limit: number): Promise<FoundName[]> {
    const wanted = { kind, text: text.toLowerCase(), limit }
    const found = await queries.findByBeginning(db, wanted)
    const names = new Map(found.map((namespace) => [namespace.id, namespace]))
    if (names.size < limit && wanted.text.length >= partLength)
      for (const namespace of await queries.findByPart(db, wanted))
        if (!names.has(namespace.id)) names.set(namespace.id, namespace)
    return [...names.values()].slice(0, limit)
  }

  /** Everybody, by ranges of ids: for a map of the whole hub. */
  const namesInRange = (range: { first: number; last: number }): Promise<{ name: string }[]> =>
    queries.findInRange(db, range)
  const highestNameId = (): Promise<number> => queries.highestId(db)

  return {
    searchNames,
    namesInRange,
    highestNameId,
    findNamespace,
    namespacesById,
    namesOfUsers,
    usersByEmail,
    userByEmail,
  }
}
