import { limits } from '../../../config/limits.ts'
import type { Clock } from '../../../kit/clock.ts'
import { holderOf } from '../../../kit/actor.ts'
import { HubError } from '../../../kit/errors.ts'
import { brokenRule } from '../../../ports/broken-rule.ts'
import type { Database } from '../../../ports/database.ts'
import type { Threads } from '../../../ports/threads.ts'
import type { Repos } from '../../repos/index.ts'
import type { Objects } from '../objects/service.ts'
import { createSigned } from '../signed.ts'
import { createDedup } from './dedup.ts'
import { createFetches } from './fetches.ts'
import * as queries from './queries.ts'
import type { Rebuild } from './rebuild.ts'
import { readRecipe } from './recipe.ts'
import { reconstruct } from './reconstruct.ts'
import { createShards } from './shards.ts'
import type { Sharing } from './sharing.ts'
import type { Xet, XetGrant, XetHash } from './xet.ts'
import type { Xorbs } from './xorbs.ts'

export type XetDeps = {
  db: Database
  threads: Threads
  repos: Repos
  objects: Objects
  xorbs: Xorbs
  rebuild: Rebuild
  clock: Clock
  secretKey: string
  sharing: Sharing
}

/** Xet on this hub: grants, xorbs and shards in, recipes and bytes out. */
export function createXet(deps: XetDeps): Xet {
  const { db, repos, objects, xorbs, sharing, clock, secretKey } = deps
  const shards = createShards({ ...deps, usable: sharing.usable })

  /** A file is open to a repo that links to what it decodes to, and proved to have. */
  async function fileOf({ repoId }: XetGrant, file: XetHash): Promise<queries.XetFile> {
    const found = await queries.findFile(db, file)
    const held = found ? await objects.held(repoId, [found.digest]) : null
    const isOpen = found && held?.has(found.digest) && (await queries.hasFile(db, repoId, file))
    if (!isOpen) throw new HubError('ObjectNotFound', `This repository has no file ${file}.`)
    return found
  }

  async function xorbBytes(grant: XetGrant, hash: XetHash): Promise<number> {
    const allowed = await sharing.usable(grant, [hash])
    const xorb = allowed.has(hash) ? (await xorbs.find([hash])).get(hash) : undefined
    if (!xorb) throw new HubError('ObjectNotFound', `This repository knows no xorb ${hash}.`)
    return xorb.storedBytes
  }

  /** What fails because the repo, or who sends, was deleted meanwhile is told as that. */
  async function whileRepoStands<Value>({ repoId }: XetGrant, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (brokenRule(error) !== 'in-use' && (await repos.byId(repoId))) throw error
      throw outlived()
    }
  }

  return {
    ...createGrants(repos, secretKey, clock),
    ...createFetches({ secretKey, clock, xorbs, repos }),
    receiveXorb: (grant, xorb, source) => whileRepoStands(grant, () => xorbs.receive(grant, xorb, source)),
    xorbBytes,
    registerShard: (grant, source, onProgress) =>
      whileRepoStands(grant, () => shards.register(grant, source, onProgress)),
    fileBytes: async (grant, file) => (await fileOf(grant, file)).sizeBytes,
    reconstruct: async (grant, file, range) =>
      reconstruct(readRecipe((await fileOf(grant, file)).recipe), range, xorbs),
    lookUpChunk: createDedup({ db, xorbs, sharing, clock, secretKey }),
  }
}

const outlived = () =>
  new HubError('AccessDenied', 'This Xet token is no longer valid: its repository, or the right to it, is gone.')

/** Tokens say for some minutes what a client may do in one repo; they are nobody's login. */
function createGrants(repos: Repos, secretKey: string, clock: Clock): Pick<Xet, 'grant' | 'readGrant'> {
  const signed = createSigned<XetGrant>(secretKey, 'kaihub xet token v2', clock)
  const grant: Xet['grant'] = async (actor, address, { scope }) => {
    const repo = scope === 'write' ? await repos.getWritable(actor, address) : await repos.getReadable(actor, address)
    const lifeSeconds = scope === 'write' ? limits.xetWriteTokenSeconds : limits.xetReadTokenSeconds
    const { text, expires } = signed.issue({ scope, repoId: repo.id, ...holderOf(actor) }, lifeSeconds)
    return { token: text, expires, repo }
  }
  const readGrant: Xet['readGrant'] = async (token, scope) => {
    const read = signed.read(token)
    if (!read || read.isExpired)
      throw new HubError('InvalidCredentials', 'This Xet token is missing, not valid, or has expired.')
    const { facts } = read
    if (scope === 'write' && facts.scope !== 'write')
      throw new HubError('AccessDenied', 'This Xet token is for reading only.')
    if (!(await repos.stillMay(facts, scope))) throw outlived()
    return facts
  }
  return { grant, readGrant }
}
