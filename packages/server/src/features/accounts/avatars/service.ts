import type { Actor } from '../../../kit/actor.ts'
import { digestToBytes, sha256 } from '../../../kit/digest.ts'
import { HubError } from '../../../kit/errors.ts'
import type { NamespaceId } from '../../../kit/ids.ts'
import type { AccountsContext } from '../deps.ts'
import { requireOrganization } from '../organizations/service.ts'
import { requireOrganizationAdmin, requireSession } from '../policy.ts'
import { pictureType } from './picture-type.ts'
import * as queries from './queries.ts'

/** Pictures of people and organizations; those without one get a drawn one. */
export function createAvatars({ db }: AccountsContext) {
  /** Null takes the picture away. */
  const setOwnAvatar = (actor: Actor, bytes: Buffer | null): Promise<void> => put(requireSession(actor).userId, bytes)

  async function setOrganizationAvatar(actor: Actor, name: string, bytes: Buffer | null): Promise<void> {
    const organization = await requireOrganization(db, name)
    requireOrganizationAdmin(actor, organization)
    await put(organization.id, bytes)
  }

  /** Asked before the bytes are read: whoever may not change it sends none. */
  async function requireAvatarChange(actor: Actor, organization: string | null): Promise<void> {
    if (organization === null) requireSession(actor)
    else requireOrganizationAdmin(actor, await requireOrganization(db, organization))
  }

  async function put(id: NamespaceId, bytes: Buffer | null): Promise<void> {
    if (bytes === null) return void (await queries.deleteAvatar(db, id))
    const mediaType = pictureType(bytes)
    if (mediaType === null) throw new HubError('BadRequest', 'The picture must be a PNG, JPEG or WebP file.')
    await queries.putAvatar(db, id, { mediaType, bytes, hash: digestToBytes(sha256(bytes)) })
  }

  const findAvatar = (id: NamespaceId): Promise<queries.Avatar | null> => queries.findAvatar(db, id)
  const hasAvatar = (id: NamespaceId): Promise<boolean> => queries.hasAvatar(db, id)

  return { setOwnAvatar, setOrganizationAvatar, requireAvatarChange, findAvatar, hasAvatar }
}
