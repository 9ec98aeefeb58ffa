import type { Actor } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { inTransaction } from '../../../ports/database.ts'
import type { AccountsContext } from '../deps.ts'
import { lockUser } from '../people/queries.ts'
import { requireSession } from '../policy.ts'
import { parsePublicKey } from './public-key.ts'
import * as queries from './queries.ts'

export function createSshKeys({ db, clock, ids, limits }: AccountsContext) {
  async function addSshKey(
    actor: Actor,
    wanted: { title?: string | undefined; publicKey: string },
  ): Promise<queries.SshKey> {
    const { userId } = requireSession(actor)
    const { type, line, comment, fingerprint } = parsePublicKey(wanted.publicKey)
    const title = (wanted.title?.trim() || comment || type).slice(0, 200)
    const key = { publicId: ids.publicId(), title, type, publicKey: line, fingerprint, createdAt: clock.now() }
    await inTransaction(db, async (tx) => {
      await lockUser(tx, userId)
      if ((await queries.countKeys(tx, userId)) >= limits.sshKeysPerUser)
        throw new HubError('BadRequest', `You have ${limits.sshKeysPerUser} SSH keys already: remove some.`)
      if (!(await queries.insertKey(tx, userId, key)))
        throw new HubError('NameTaken', 'This SSH key is already in use.')
    })
    return key
  }

  async function listSshKeys(actor: Actor): Promise<queries.SshKey[]> {
    return queries.listKeys(db, requireSession(actor).userId, limits.sshKeysPerUser)
  }

  async function removeSshKey(actor: Actor, publicId: string): Promise<void> {
    const { userId } = requireSession(actor)
    if (!(await queries.deleteKey(db, userId, publicId)))
      throw new HubError('ObjectNotFound', 'There is no such SSH key.')
  }

  return { addSshKey, listSshKeys, removeSshKey }
}
