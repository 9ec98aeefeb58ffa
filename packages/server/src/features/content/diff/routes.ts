import { limits } from '../../../config/limits.ts'
import { encodeCursor, nextLink, readCursor } from '../../../http/paging.ts'
import { route, type Route } from '../../../http/route.ts'
import { HubError } from '../../../kit/errors.ts'
import { typeFromApi } from '../../repos/index.ts'
import { presentCommit } from '../revisions/present.ts'
import { restParams } from '../revisions/wire.ts'
import { presentChanges, presentDiff } from './present.ts'
import type { Diffs } from './service.ts'
import * as wire from './wire.ts'

const area = 'Commits and refs'
const inApi = '/api/{types:models|datasets|spaces|code}/{namespace}/{name}'
const usualContext = 3

export const diffRoutes = (diffs: Diffs): Route[] => [
  route({
    method: 'GET',
    path: `${inApi}/commit/{id}`,
    area,
    summary: 'A commit, and the files it changed since its first parent',
    params: wire.idParams,
    query: wire.pageQuery,
    answer: wire.commitWithChanges,
    handle: async (call) => {
      const wish = { revision: call.params.id, ...pageOf(call.query) }
      const { info, parents, changes } = await diffs.commit(call.actor, addressOf(call.params), wish)
      const next = cursorOf(changes)
      return {
        headers: nextLink(call, next),
        json: { ...presentCommit(info, call.origin, false), parents, ...presentChanges(changes), next },
      }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/compare/{rest*}`,
    area,
    summary: 'How two revisions differ: `base..head`, or `base...head` since their histories parted',
    params: restParams,
    query: wire.pageQuery,
    answer: wire.comparison,
    handle: async (call) => {
      const wish = { ...readEnds(call.params.rest), ...pageOf(call.query) }
      const { mergeBase, commits, ahead, changes } = await diffs.compare(call.actor, addressOf(call.params), wish)
      const next = cursorOf(changes)
      const told = commits.map((commit) => presentCommit(commit, call.origin, false))
      const shown = presentChanges(changes)
      return { headers: nextLink(call, next), json: { mergeBase, commits: told, ahead, ...shown, next } }
    },
  }),
  route({
    method: 'GET',
    path: `${inApi}/diff/{rest*}`,
    area,
    summary: 'How one file differs, line by line: `rest` is the newer revision',
    params: restParams,
    query: wire.diffQuery,
    answer: wire.fileDiff,
    handle: async ({ actor, params, query }) => {
      const { path, base = null, basePath = null, context = usualContext } = query
      const wish = { revision: params.rest, path, base, basePath, context }
      const { diff, ...commits } = await diffs.file(actor, addressOf(params), wish)
      return { json: presentDiff({ ...commits, path }, diff) }
    },
  }),
]

const pageOf = ({
  limit = limits.changesPage,
  cursor,
}: {
  limit?: number | undefined
  cursor?: string | undefined
}) => ({
  from: readCursor(wire.pageCursor, cursor) ?? 0,
  limit,
})

const cursorOf = ({ next }: { next: number | null }): string | null => (next === null ? null : encodeCursor(next))

/** No ref has two dots in its name. */
function readEnds(rest: string): { base: string; head: string; sinceMergeBase: boolean } {
  const [, base, dots, head] = /^(.+?)(\.\.\.?)([^.].*)$/.exec(rest) ?? []
  if (!base || !head) throw new HubError('BadRequest', 'Name two revisions: base..head or base...head.')
  return { base, head, sinceMergeBase: dots === '...' }
}

type RepoParams = { types: string; namespace: string; name: string }
const addressOf = ({ types, namespace, name }: RepoParams) => ({ type: typeFromApi(types), namespace, name })
