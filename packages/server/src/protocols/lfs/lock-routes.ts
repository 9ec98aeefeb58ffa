/** File locking: https://github.com/git-lfs/git-lfs/blob/main/docs/api/locking.md */
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Lock, Locks } from '../../features/content/index.ts'
import { encodeCursor, readCursor } from '../../http/paging.ts'
import { route, type Route } from '../../http/route.ts'
import { addressOf, mediaType, prefixes, repoParams } from './address.ts'
import * as wire from './wire.ts'

const area = 'LFS'

export const lockRoutes = (locks: Locks): Route[] =>
  prefixes.flatMap((prefix) => {
    const path = `${prefix}/{namespace}/{name}/info/lfs/locks`
    return [
      createRoute(locks, path),
      listRoute(locks, path),
      verifyRoute(locks, `${path}/verify`),
      unlockRoute(locks, `${path}/{id}/unlock`),
    ]
  })

const createRoute = (locks: Locks, path: string): Route =>
  route({
    method: 'POST',
    path,
    area,
    summary: 'Lock a file, on all branches',
    params: repoParams,
    body: wire.lockBody,
    answer: wire.lockAnswer,
    handle: async ({ actor, params, body }) => {
      const { lock, isNew } = await locks.create(actor, addressOf(params), body.path)
      const json = { lock: present(lock) }
      if (isNew) return { status: 201, headers: mediaType, json }
      const message = `"${lock.path}" is locked by ${lock.owner} already.`
      return { status: 409, headers: mediaType, json: { ...json, message, error: message } }
    },
  })

const listRoute = (locks: Locks, path: string): Route =>
  route({
    method: 'GET',
    path,
    area,
    summary: 'List locks, newest first',
    params: repoParams,
    query: wire.locksQuery,
    answer: wire.locksAnswer,
    handle: async ({ actor, params, query }) => {
      const filter = { path: query.path || undefined, id: query.id || undefined }
      const found = await locks.list(actor, addressOf(params), { ...filter, ...pageOf(query) })
      return { headers: mediaType, json: { locks: found.locks.map(present), ...nextOf(found) } }
    },
  })

const verifyRoute = (locks: Locks, path: string): Route =>
  route({
    method: 'POST',
    path,
    area,
    summary: 'List locks before a push: one’s own, and those of others',
    params: repoParams,
    body: wire.verifyLocksBody,
    answer: wire.verifyLocksAnswer,
    handle: async ({ actor, params, body }) => {
      const found = await locks.verify(actor, addressOf(params), pageOf(body))
      const [ours, theirs] = [found.ours.map(present), found.theirs.map(present)]
      return { headers: mediaType, json: { ours, theirs, ...nextOf(found) } }
    },
  })

const unlockRoute = (locks: Locks, path: string): Route =>
  route({
    method: 'POST',
    path,
    area,
    summary: 'Unlock a file; somebody else’s by force',
    params: repoParams.extend({ id: z.string() }),
    body: wire.unlockBody,
    answer: wire.lockAnswer,
    handle: async ({ actor, params, body }) => {
      const lock = await locks.unlock(actor, addressOf(params), params.id, { force: body.force ?? false })
      return { headers: mediaType, json: { lock: present(lock) } }
    },
  })

/** Whole seconds, as git-lfs itself writes times. */
const present = ({ id, path, owner, lockedAt }: Lock) => ({
  id,
  path,
  locked_at: lockedAt.toISOString().replace(/[.]\d+/, ''),
  owner: { name: owner },
})

type Page = { cursor?: string | null | undefined; limit?: number | null | undefined }

const pageOf = ({ cursor, limit }: Page) => ({
  before: readCursor(wire.lockCursor, cursor || undefined),
  limit: Math.min(Math.max(limit || limits.lfsLocksPage, 1), limits.lfsLocksPage),
})

const nextOf = ({ next }: { next: number | null }) => (next === null ? {} : { next_cursor: encodeCursor(next) })
