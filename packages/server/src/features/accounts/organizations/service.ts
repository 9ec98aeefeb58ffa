import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import { inTransaction, type Database } from '../../../ports/database.ts'
import type { AccountsContext } from '../deps.ts'
import { requireNamespaceName } from '../names.ts'
import { profileOf, type UpdateProfile } from '../namespaces/profile.ts'
import * as namespaces from '../namespaces/queries.ts'
import { explainBrokenRule, nameTaken, noSuchUser } from '../people/service.ts'
import * as people from '../people/queries.ts'
import { requireInstanceAdmin, requireOrganizationAdmin, requireWriter } from '../policy.ts'
import type { DefaultVisibility } from '../tables.ts'
import * as queries from './queries.ts'

export type CreateOrganization = {
  name: string
  fullName?: string | undefined
  email?: string | null | undefined
  defaultVisibility?: DefaultVisibility | undefined
  /** who leads it: whoever makes it, unless an instance admin makes it for somebody */
  admin?: string | undefined
}

export type UpdateOrganization = UpdateProfile & { defaultVisibility?: DefaultVisibility | undefined }

const mostOrganizations = 1000

export function createOrganizations({ db, clock, ids, limits }: AccountsContext) {
  async function createOrganization(actor: Actor, wanted: CreateOrganization): Promise<queries.Organization> {
    const person = wanted.admin === undefined ? requireWriter(actor) : requireInstanceAdmin(actor)
    requireNamespaceName(wanted.name, { byOperator: person.isAdmin })
    const admin = await people.findUser(db, wanted.admin ?? person.name)
    if (!admin) throw noSuchUser(wanted.admin ?? person.name)
    const namespace = {
      publicId: ids.publicId(),
      name: wanted.name,
      kind: 'org' as const,
      fullName: wanted.fullName?.trim() || wanted.name,
      email: wanted.email ?? null,
      createdAt: clock.now(),
    }
    const defaultVisibility = wanted.defaultVisibility ?? 'public'
    const id = await inTransaction(db, async (tx) => {
      if (!person.isAdmin) await requireFewOrganizations(tx, admin.id, limits.organizationsPerUser)
      const orgId = await namespaces.insertNamespace(tx, namespace)
      if (orgId === null) throw nameTaken(wanted.name)
      await queries.insertOrganization(tx, orgId, defaultVisibility)
      await queries.upsertMember(tx, { orgId, userId: admin.id, role: 'admin', createdAt: namespace.createdAt })
      return orgId
    })
    const { kind: _, ...shown } = namespace
    return { ...shown, details: '', homepage: '', id, defaultVisibility }
  }

  async function updateOrganization(
    actor: Actor,
    name: string,
    change: UpdateOrganization,
  ): Promise<queries.Organization> {
    const organization = await getOrganization(name)
    requireOrganizationAdmin(actor, organization)
    const { defaultVisibility } = change
    await inTransaction(db, async (tx) => {
      await namespaces.updateNamespace(tx, organization.id, profileOf(change, organization.name))
      if (defaultVisibility !== undefined) await queries.updateDefaultVisibility(tx, organization.id, defaultVisibility)
    })
    return getOrganization(name)
  }

  /** With what only its administrators may see. */
  async function organizationSettings(actor: Actor, name: string): Promise<queries.Organization> {
    const organization = await getOrganization(name)
    requireOrganizationAdmin(actor, organization)
    return organization
  }

  /** Refused while the organisation still owns repos. */
  async function deleteOrganization(actor: Actor, name: string): Promise<void> {
    const organization = await getOrganization(name)
    requireOrganizationAdmin(actor, organization)
    await namespaces.deleteNamespace(db, organization.id).catch(explainBrokenRule)
  }

  async function listOrganizations(
    actor: Actor,
    page: { after: string | null; limit: number },
  ): Promise<queries.Organization[]> {
    requireInstanceAdmin(actor)
    return queries.listOrganizations(db, page)
  }

  const organizationsOf = (user: { id: NamespaceId }): Promise<queries.OrganizationOfUser[]> =>
    queries.listOrganizationsOf(db, user.id, mostOrganizations)

  const getOrganization = (name: string): Promise<queries.Organization> => requireOrganization(db, name)

  return {
    createOrganization,
    updateOrganization,
    deleteOrganization,
    getOrganization,
    organizationSettings,
    listOrganizations,
    organizationsOf,
  }
}

/** Names are for all: nobody takes them by the thousand. */
async function requireFewOrganizations(tx: Database, userId: NamespaceId, most: number): Promise<void> {
  await people.lockUser(tx, userId)
  if ((await queries.countOrganizationsLedBy(tx, userId)) >= most)
    throw new HubError('BadRequest', `You lead ${most} organizations already.`)
}

/** @throws HubError NamespaceNotFound */
export async function requireOrganization(db: Database, name: string): Promise<queries.Organization> {
  const organization = await queries.findOrganization(db, name)
  if (!organization) throw new HubError('NamespaceNotFound', `There is no organization "${name}".`)
  return organization
}
