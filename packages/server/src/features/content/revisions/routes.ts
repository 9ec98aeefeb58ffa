import type { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { readBody } from '../../../http/read-body.ts'
import { receiveBytes } from '../../../http/receive-bytes.ts'
import { ok, route, type Answer, type Call, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { repoUrl, typeFromApi } from '../../repos/index.ts'
import { noPullRequests } from '../errors.ts'
import { linesOfDocument, readCommitLines, type CommitLine } from './commit-lines.ts'
import { presentCommit, presentRefs } from './present.ts'
import type { Revisions } from './service.ts'
import * as wire from './wire.ts'

const area = 'Commits and refs'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'
const commitsOnPage = 50

export const revisionsRoutes = (revisions: Revisions): Route[] => [
  ...readRoutes(revisions),
  ...branchRoutes(revisions),
  route({
    method: 'POST',
    path: `${inApi}/commit/{rest*}`,
    area,
    summary: 'Commit to a branch: NDJSON lines, the header first',
    params: wire.restParams,
    query: wire.commitQuery,
    answer: wire.commitAnswer,
    handle: async (call) => {
      if (call.query.create_pr) throw noPullRequests()
      const wish = { branch: call.params.rest, lines: () => commitLines(call.request) }
      const { repo, id } = await revisions.commit(call.actor, addressOf(call.params), wish)
      const commitUrl = `${repoUrl(call.origin, repo)}/commit/${id}`
      return { json: { success: true, commitOid: id, commitUrl, hookOutput: '' } }
    },
  }),
]

async function* commitLines(request: Call['request']): AsyncGenerator<CommitLine> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) yield* linesOfDocument(await readBody(request, limits.commitDocumentBytes))
  else yield* readCommitLines(receiveBytes(request, { limitBytes: limits.commitBodyBytes }))
}

const readRoutes = (revisions: Revisions): Route[] => [
  route({
    method: 'GET',
    path: '/api/signing-key',
    area,
    summary: 'The key that signs commits made over HTTP, as a line for gpg.ssh.allowedSignersFile of git',
    answer: wire.signingKey,
    handle: async () => {
      const { allowedSigner } = revisions
      if (allowedSigner === null) throw new HubError('ObjectNotFound', 'This hub signs no commits.')
      return { json: { allowedSigner } }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/refs`,
    area,
    summary: 'List branches, tags and other refs',
    params: wire.repoParams,
    query: wire.refsQuery,
    answer: wire.refs,
    handle: async ({ actor, params, query }) => {
      const refs = await revisions.refs(actor, addressOf(params))
      return { json: presentRefs(refs, query.include_prs ?? false) }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/commits/{rest*}`,
    area,
    summary: 'List commits, newest first',
    params: wire.restParams,
    query: wire.commitsQuery,
    answer: wire.commits,
    handle: async (call) => {
      const { params, query } = call
      const limit = Math.min(query.limit ?? commitsOnPage, limits.commitsPage)
      if (query.path) return pathHistory(revisions, call, { path: query.path, limit })
      const cursor = readCursor(wire.commitsCursor, query.cursor)
      const skip = cursor ? cursor.skip : (query.p ?? 0) * limit
      const wish = { revision: cursor?.from ?? params.rest, skip, limit }
      const page = await revisions.history(call.actor, addressOf(params), wish)
      // The next page goes on from the same commit, so that a push in between neither repeats nor hides one.
      const next = page.hasMore ? encodeCursor({ from: page.from, skip: skip + limit }) : null
      const formatted = query.expand?.includes('formatted') ?? false
      return {
        headers: { 'X-Total-Count': String(page.total), ...nextLink(call, next) },
        json: page.commits.map((commit) => presentCommit(commit, call.origin, formatted)),
      }
    },
  }),
]

type CommitsCall = Call<z.output<typeof wire.restParams>, z.output<typeof wire.commitsQuery>>

async function pathHistory(
  revisions: Revisions,
  call: CommitsCall,
  { path, limit }: { path: string; limit: number },
): Promise<Answer> {
  const { params, query } = call
  const from = readCursor(wire.pathCursor, query.cursor)
  const wish = { revision: params.rest, path: path.replaceAll(/^\/+|\/+$/g, ''), from, limit }
  const { commits, next } = await revisions.pathHistory(call.actor, addressOf(params), wish)
  const formatted = query.expand?.includes('formatted') ?? false
  return {
    headers: nextLink(call, next && encodeCursor(next)),
    json: commits.map((commit) => presentCommit(commit, call.origin, formatted)),
  }
}

const branchRoutes = (revisions: Revisions): Route[] => [
  route({
    method: 'POST',
    path: `${inApi}/branch/{rest*}`,
    area,
    summary: 'Make a branch',
    params: wire.restParams,
    body: wire.branchBody,
    handle: async ({ actor, params, body }) => {
      const { startingPoint, emptyBranch: empty = false, overwrite = false } = body
      await revisions.createBranch(actor, addressOf(params), { name: params.rest, startingPoint, empty, overwrite })
      return ok
    },
  }),
  route({
    method: 'DELETE',
    path: `${inApi}/branch/{rest*}`,
    area,
    summary: 'Delete a branch',
    params: wire.restParams,
    handle: async ({ actor, params }) => {
      await revisions.deleteBranch(actor, addressOf(params), params.rest)
      return ok
    },
  }),
  route({
    method: 'POST',
    path: `${inApi}/tag/{rest*}`,
    area,
    summary: 'Tag a revision',
    params: wire.restParams,
    body: wire.tagBody,
    handle: async ({ actor, params, body }) => {
      await revisions.createTag(actor, addressOf(params), { ...body, revision: params.rest })
      return ok
    },
  }),
  route({
    method: 'DELETE',
    path: `${inApi}/tag/{rest*}`,
    area,
    summary: 'Delete a tag',
    params: wire.restParams,
    handle: async ({ actor, params }) => {
      await revisions.deleteTag(actor, addressOf(params), params.rest)
      return ok
    },
  }),
  route({
    method: 'POST',
    path: `${inApi}/super-squash/{rest*}`,
    area,
    summary: 'Replace the history of a branch by one commit',
    params: wire.restParams,
    body: wire.squashBody,
    handle: async ({ actor, params, body }) => {
      const message = body.message?.trim() || 'Super-squash branch'
      await revisions.squash(actor, addressOf(params), { branch: params.rest, message })
      return ok
    },
  }),
]

type RepoParams = { types: string; namespace: string; name: string }
const addressOf = ({ types, namespace, name }: RepoParams) => ({ type: typeFromApi(types), namespace, name })
